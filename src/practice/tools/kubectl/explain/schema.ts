import type { Resource } from '../api/discovery.ts';
import { apiRoot } from '../api/discovery.ts';
import { KubectlError } from '../errors.ts';
import type { Session } from '../session.ts';

/** The parts of an OpenAPI v3 schema that say what a field is. */
export interface Schema {
  type?: string;
  description?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  allOf?: Schema[];
  $ref?: string;
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[];
}

/** All schemas of one group version. */
export type Schemas = Record<string, Schema>;

/** @throws KubectlError when the server has no schema for the type */
export async function loadSchema(
  session: Session,
  { group, version, kind }: Resource,
): Promise<{ root: Schema; all: Schemas }> {
  const document = await session.client.get<{ components?: { schemas?: Schemas } }>(
    `/openapi/v3${apiRoot(group, version)}`,
  );
  const all = document.components?.schemas ?? {};
  const root = Object.values(all).find((schema) =>
    schema['x-kubernetes-group-version-kind']?.some(
      (one) => one.kind === kind && one.version === version && (one.group ?? '') === group,
    ),
  );
  if (root) return { root, all };
  throw new KubectlError(`error: GVR (${group}/${version}, Kind=${kind}) not found in OpenAPI schema`);
}

const refName = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/** What a schema is built on: what it refers to, its elements, its values. */
function beneath(schema: Schema, all: Schemas): Schema[] {
  const referred = schema.$ref ? all[refName(schema.$ref)] : undefined;
  const values = typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : [];
  return [
    ...(referred ? [referred] : []),
    ...(schema.allOf ?? []),
    ...(schema.items ? [schema.items] : []),
    ...values,
  ];
}

/** The schema with the fields of one, through references, lists and maps. */
export function withFields(schema: Schema, all: Schemas): Schema | undefined {
  if (schema.properties) return schema;
  for (const one of beneath(schema, all)) {
    const found = withFields(one, all);
    if (found) return found;
  }
  return undefined;
}

/** Its own description, then those of what it is built on. */
export function descriptions(schema: Schema, all: Schemas): string[] {
  const own = schema.description ? [schema.description] : [];
  return [
    ...own,
    ...beneath(schema, all).flatMap((one) =>
      one.properties && schema.properties ? [] : descriptions(one, all),
    ),
  ];
}

/** `string`, `[]Container`, `map[string]string`, `Object`. */
export function typeName(schema: Schema, all: Schemas): string {
  if (schema.$ref) {
    const referred = all[refName(schema.$ref)];
    if (referred?.type && referred.type !== 'object') return typeName(referred, all);
    return lastPart(refName(schema.$ref));
  }
  const [only, ...more] = schema.allOf ?? [];
  if (only && more.length === 0) return typeName(only, all);
  if (schema.type === 'array') return `[]${schema.items ? typeName(schema.items, all) : 'Object'}`;
  if (typeof schema.additionalProperties === 'object')
    return `map[string]${typeName(schema.additionalProperties, all)}`;
  return schema.type === undefined || schema.type === 'object' ? 'Object' : schema.type;
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
