import type { Cause } from '../errors.ts';
import { duplicate, invalidValue, required, unsupported } from '../validation/causes.ts';
import { dns1035Label } from '../validation/names.ts';
import type { Definition, DefinitionVersion, JsonSchema } from './definition.ts';

/** What is wrong with a definition of custom resources. */
export function* validateDefinition({ metadata, spec }: Definition): Iterable<Cause> {
  if (!spec) {
    yield required('spec.group');
    return;
  }
  const { group, names, scope, versions = [] } = spec;
  if (metadata.name !== `${names?.plural}.${group}`)
    yield invalidValue('metadata.name', metadata.name, 'must be spec.names.plural+"."+spec.group');
  if (!group) yield required('spec.group');
  else if (!group.includes('.'))
    yield invalidValue('spec.group', group, 'should be a domain with at least one dot');
  if (!scope) yield required('spec.scope');
  else if (scope !== 'Cluster' && scope !== 'Namespaced')
    yield unsupported('spec.scope', scope, ['Cluster', 'Namespaced']);
  for (const field of ['plural', 'singular', 'kind', 'listKind'] as const) {
    const name = names?.[field];
    const wrong = name ? dns1035Label(name.toLowerCase()) : undefined;
    if (!name) yield required(`spec.names.${field}`);
    else if (wrong) yield invalidValue(`spec.names.${field}`, name, wrong);
  }
  const stored = versions.filter((version) => version.storage).length;
  if (stored !== 1)
    yield invalidValue('spec.versions', versions, 'must have exactly one version marked as storage version');
  const seen = new Set<string>();
  for (const [index, version] of versions.entries()) {
    const field = `spec.versions[${index}]`;
    if (seen.has(version.name)) yield duplicate(`${field}.name`, version.name);
    seen.add(version.name);
    yield* validateVersion(version, field);
  }
}

function* validateVersion(version: DefinitionVersion, field: string): Iterable<Cause> {
  if (!version.name) yield required(`${field}.name`);
  const schema = version.schema?.openAPIV3Schema;
  const place = `${field}.schema.openAPIV3Schema`;
  if (!schema) {
    yield required(place, 'schemas are required');
    return;
  }
  if (schema.type === undefined) yield required(`${place}.type`, 'must not be empty at the root');
  else if (schema.type !== 'object')
    yield invalidValue(`${place}.type`, schema.type, 'must be object at the root');
  yield* validateStructure(schema, place, true);
}

/** Structural schemas say the type of everything that they name. */
function* validateStructure(schema: JsonSchema, field: string, isRoot = false): Iterable<Cause> {
  const typeless = schema['x-kubernetes-int-or-string'] || schema['x-kubernetes-preserve-unknown-fields'];
  if (!isRoot && schema.type === undefined && !typeless)
    yield required(`${field}.type`, 'must not be empty for specified object fields');
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    yield* validateStructure(property, `${field}.properties[${name}]`);
  if (schema.items) yield* validateStructure(schema.items, `${field}.items`);
  else if (schema.type === 'array') yield required(`${field}.items`, 'must be specified');
  if (typeof schema.additionalProperties === 'object')
    yield* validateStructure(schema.additionalProperties, `${field}.additionalProperties`);
  if (schema['x-kubernetes-list-type'] === 'map' && !schema['x-kubernetes-list-map-keys']?.length)
    yield required(
      `${field}.x-kubernetes-list-map-keys`,
      'must not be empty if x-kubernetes-list-type is map',
    );
}

/** What of a definition the practice cluster keeps but does not do. */
export function* notDone({ spec }: Definition): Iterable<string> {
  for (const { name, schema } of spec?.versions ?? [])
    if (schema?.openAPIV3Schema && hasRules(schema.openAPIV3Schema))
      yield `version ${name}: the practice cluster does not evaluate x-kubernetes-validations`;
  if (spec?.conversion && spec.conversion.strategy !== 'None')
    yield `the practice cluster does not call conversion webhooks: versions differ in their apiVersion alone`;
}

function hasRules(schema: JsonSchema): boolean {
  if (schema['x-kubernetes-validations']?.length) return true;
  const { properties = {}, items, additionalProperties: more } = schema;
  const inside = [...Object.values(properties), ...(items ? [items] : [])];
  if (typeof more === 'object') inside.push(more);
  return inside.some(hasRules);
}
