import { isTree } from '../patch/merge-patch.ts';
import type { Resource } from '../resources/resource.ts';
import type { JsonSchema } from './definition.ts';

const common = {
  apiVersion: {
    type: 'string',
    description:
      'APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources',
  },
  kind: {
    type: 'string',
    description:
      'Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds',
  },
};

/** As OpenAPI names the schema of a custom kind: `com.example.stable.v1.CronTab`. */
export function customSchemaName({ group, version, kind }: Resource): string {
  return `${group.split('.').reverse().join('.')}.${version}.${kind}`;
}

/** The published schema of a custom resource; `metadata` is the reference to that of every object. */
export function customSchema(resource: Resource, metadata: object): Record<string, unknown> {
  const schema = resource.custom?.schema?.openAPIV3Schema ?? {};
  const { properties = {}, ...rest } = schema;
  const description =
    "Standard object's metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata";
  return {
    ...rest,
    type: 'object',
    properties: {
      ...mapValues(properties, publish),
      ...common,
      metadata: { allOf: [metadata], description },
    },
  };
}

/** What clients may rely on: an int-or-string has no type of its own. */
function publish(schema: JsonSchema): object {
  const { properties, items, additionalProperties: more, ...rest } = schema;
  return {
    ...rest,
    ...(properties ? { properties: mapValues(properties, publish) } : {}),
    ...(items ? { items: publish(items) } : {}),
    ...(more === undefined
      ? {}
      : { additionalProperties: isTree(more) ? publish(more as JsonSchema) : more }),
  };
}

function mapValues(
  properties: Record<string, JsonSchema>,
  change: (schema: JsonSchema) => object,
): Record<string, object> {
  return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, change(one)]));
}
