import { copyJson } from '../../store/json.ts';
import { isTree } from '../patch/merge-patch.ts';
import type { JsonSchema } from './definition.ts';

type Tree = Record<string, unknown>;

/** What every object has, whether its schema says so or not. */
const always = new Set(['apiVersion', 'kind', 'metadata']);

/** Takes out what the schema does not know, and returns the paths of it. */
export function prune(object: Tree, schema: JsonSchema): string[] {
  const unknown: string[] = [];
  pruneTree(object, schema, '', true, unknown);
  return unknown;
}

function pruneTree(tree: Tree, schema: JsonSchema, path: string, isRoot: boolean, unknown: string[]): void {
  const keeps = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const isObject = isRoot || schema['x-kubernetes-embedded-resource'] === true;
  for (const [key, value] of Object.entries(tree)) {
    if (isObject && always.has(key)) continue;
    const place = path === '' ? key : `${path}.${key}`;
    const { additionalProperties: more } = schema;
    const inside = schema.properties?.[key] ?? (isTree(more) ? (more as JsonSchema) : undefined);
    if (inside) pruneValue(value, inside, place, unknown);
    else if (!keeps && more !== true) {
      unknown.push(place);
      delete tree[key];
    }
  }
}

function pruneValue(value: unknown, schema: JsonSchema, path: string, unknown: string[]): void {
  if (isTree(value)) pruneTree(value, schema, path, false, unknown);
  else if (Array.isArray(value) && schema.items)
    for (const [index, item] of value.entries()) pruneValue(item, schema.items, `${path}[${index}]`, unknown);
}

/** Fills in the defaults of what is there; a null that may not be one counts as absent. */
export function applySchemaDefaults(value: unknown, schema: JsonSchema): void {
  if (Array.isArray(value)) {
    if (schema.items) for (const item of value) applySchemaDefaults(item, schema.items);
    return;
  }
  if (!isTree(value)) return;
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    if (value[key] === null && !property.nullable) delete value[key];
    if (value[key] === undefined && property.default !== undefined) value[key] = copyJson(property.default);
  }
  const { additionalProperties: more } = schema;
  for (const [key, entry] of Object.entries(value)) {
    const inside = schema.properties?.[key] ?? (isTree(more) ? (more as JsonSchema) : undefined);
    if (inside) applySchemaDefaults(entry, inside);
  }
}
