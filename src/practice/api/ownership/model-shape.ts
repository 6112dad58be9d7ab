import { atomicModels, listTypes } from '../schema/list-types.ts';
import type { Model, Models } from '../schema/tables.ts';
import type { MapShape, Shape } from './shape.ts';

const known = new WeakMap<Model, MapShape>();

/** The shape of a built-in kind, or of a part of one. */
export function modelShape(model: Model, models: Models): MapShape {
  const found = known.get(model);
  if (found) return found;
  const name = model.name.slice(model.name.lastIndexOf('.') + 1);
  const types = new Map(model.fields.map(([field, type]) => [field, type]));
  const shapes = new Map<string, Shape>();
  const shape: MapShape = {
    is: 'map',
    atomic: atomicModels.has(name),
    named(field) {
      const type = types.get(field);
      if (type === undefined) return undefined;
      let inside = shapes.get(field);
      if (inside === undefined) {
        inside = typeShape(type, `${name}.${field}`, models);
        shapes.set(field, inside);
      }
      return inside;
    },
    other: 'free',
  };
  known.set(model, shape);
  return shape;
}

function typeShape(type: string, place: string, models: Models): Shape {
  if (type.startsWith('[]')) {
    const items = typeShape(type.slice(2), '', models);
    const { keys = [], set = false } = listTypes[place] ?? {};
    const relation = set ? 'set' : keys.length > 0 ? 'map' : 'atomic';
    return { is: 'list', relation, keys, items };
  }
  if (type.startsWith('{}')) {
    const other = typeShape(type.slice(2), '', models);
    return { is: 'map', atomic: atomicModels.has(place), named: () => undefined, other };
  }
  const model = models[type];
  if (model) return modelShape(model, models);
  return type === 'any' || type === 'object' ? 'free' : 'leaf';
}

/** Parts that are always there, although nothing says that they are required: structs by value in Kubernetes' own types. */
const embedded = new Set([
  'metadata',
  'spec',
  'status',
  'template',
  'strategy',
  'updateStrategy',
  'loadBalancer',
]);

/** What an object of a kind is before anybody has said anything about it. */
export function emptyObject(model: Model, models: Models): Record<string, unknown> {
  const empty: Record<string, unknown> = {};
  for (const [name, type, required] of model.fields) {
    const inner = models[type];
    if (inner && (embedded.has(name) || required)) empty[name] = emptyObject(inner, models);
    else if (required) empty[name] = null;
  }
  return empty;
}
