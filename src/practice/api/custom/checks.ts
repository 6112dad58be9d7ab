import type { KubeObject } from '../../types.ts';
import { invalid } from '../errors.ts';
import { isTree } from '../patch/merge-patch.ts';
import type { Resource } from '../resources/resource.ts';
import type { JsonSchema } from './definition.ts';
import { applySchemaDefaults, prune } from './prune.ts';
import { validateValue } from './validate.ts';

function schemaOf(resource: Resource): JsonSchema | undefined {
  return resource.custom?.schema?.openAPIV3Schema;
}

/** Takes out of a custom object what its schema does not know, and returns the paths of it. */
export function pruneCustom(resource: Resource, body: Record<string, unknown>): string[] {
  const schema = schemaOf(resource);
  return schema ? prune(body, schema) : [];
}

/** What to tell clients of a version that is to go. */
export function deprecationOf({ custom, group, version, kind }: Resource): string[] {
  if (!custom?.deprecated) return [];
  return [custom.deprecationWarning ?? `${group}/${version} ${kind} is deprecated`];
}

export function defaultCustom(resource: Resource, object: KubeObject): void {
  const schema = schemaOf(resource);
  if (schema) applySchemaDefaults(object, schema);
}

/** @throws ApiError 422 with everything that the schema does not allow */
export function checkCustom(resource: Resource, object: KubeObject): void {
  const schema = schemaOf(resource);
  if (!schema) return;
  const { metadata: _, ...own } = object as unknown as Record<string, unknown>;
  const { metadata: __, ...properties } = schema.properties ?? {};
  const causes = [...validateValue(own, { ...schema, properties }, '')].filter(isOfItself);
  if (causes.length > 0) throw invalid(resource.group, resource.kind, object.metadata.name ?? '', causes);
}

/** `metadata` is looked after elsewhere, whatever the schema says of it. */
function isOfItself({ field }: { field: string }): boolean {
  return field !== 'metadata' && !field.startsWith('metadata.');
}

/** The value at a path of names such as `.spec.replicas`. */
export function readDotted(object: unknown, path: string): unknown {
  let value = object;
  for (const name of path.split('.').slice(1)) value = isTree(value) ? value[name] : undefined;
  return value;
}

/** Sets the value at a path of names, making what is missing on the way. */
export function writeDotted(object: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split('.').slice(1);
  const last = names.pop();
  let at = object;
  for (const name of names) {
    if (!isTree(at[name])) at[name] = {};
    at = at[name] as Record<string, unknown>;
  }
  if (last !== undefined) at[last] = value;
}
