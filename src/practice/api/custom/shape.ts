import type { MapShape, Shape } from '../ownership/shape.ts';
import { isTree } from '../patch/merge-patch.ts';
import type { JsonSchema } from './definition.ts';

/** How a custom resource is taken apart: as its schema says, with the metadata of every object. */
export function schemaShape(schema: JsonSchema, metadata: Shape): MapShape {
  const inner = shapeOfSchema(schema);
  const own: Readonly<Record<string, Shape>> = { metadata, apiVersion: 'leaf', kind: 'leaf' };
  return {
    is: 'map',
    atomic: false,
    named: (name) => own[name] ?? (isMap(inner) ? inner.named(name) : undefined),
    other: 'free',
  };
}

function isMap(shape: Shape): shape is MapShape {
  return typeof shape !== 'string' && shape.is === 'map';
}

function shapeOfSchema(schema: JsonSchema): Shape {
  if (schema.type === 'array') {
    const relation = schema['x-kubernetes-list-type'];
    const items = schema.items ? shapeOfSchema(schema.items) : 'free';
    const keys = (schema['x-kubernetes-list-map-keys'] ?? []).map((name) => ({
      name,
      otherwise: schema.items?.properties?.[name]?.default,
    }));
    return {
      is: 'list',
      relation: relation === 'map' || relation === 'set' ? relation : 'atomic',
      keys,
      items,
    };
  }
  if (schema.type === 'object') {
    const { properties = {}, additionalProperties: more } = schema;
    const shapes = new Map<string, Shape>();
    return {
      is: 'map',
      atomic: schema['x-kubernetes-map-type'] === 'atomic',
      named(name) {
        const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
        if (!property) return undefined;
        const known = shapes.get(name) ?? shapeOfSchema(property);
        shapes.set(name, known);
        return known;
      },
      other: isTree(more) ? shapeOfSchema(more as JsonSchema) : 'free',
    };
  }
  return schema['x-kubernetes-preserve-unknown-fields'] || schema.type === undefined ? 'free' : 'leaf';
}
