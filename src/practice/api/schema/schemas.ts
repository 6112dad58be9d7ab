import { customSchema, customSchemaName } from '../custom/openapi.ts';
import type { Resource } from '../resources/resource.ts';
import { modelOf } from './model-of.ts';
import type { FieldRow, Model, Models } from './tables.ts';

type Schema = Record<string, unknown>;

const prefix = '#/components/schemas/';
const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** Named types that are plain values in JSON. */
const named: Readonly<Record<string, { name: string; schema: Schema }>> = {
  time: {
    name: `${meta}.Time`,
    schema: { type: 'string', format: 'date-time', description: 'Time in RFC 3339 format.' },
  },
  quantity: {
    name: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
    schema: {
      oneOf: [{ type: 'string' }, { type: 'number' }],
      description: 'An amount, such as 100m, 64Mi or 2.',
    },
  },
  intOrString: {
    name: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
    schema: {
      format: 'int-or-string',
      oneOf: [{ type: 'integer' }, { type: 'string' }],
      description: 'A number, or a text such as a name or a percentage.',
    },
  },
};

const plain: Readonly<Record<string, Schema>> = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  double: { type: 'number', format: 'double' },
  bytes: { type: 'string', format: 'byte' },
  object: { type: 'object' },
  any: { type: 'object' },
};

/** The schemas of these resources and of everything that they contain. */
export function schemasOf(models: Models, resources: readonly Resource[]): Record<string, Schema> {
  const schemas: Record<string, Schema> = {};
  for (const resource of resources) {
    const { group, version, kind } = resource;
    const model = modelOf(models, resource);
    const schema = model ? addModel(model, models, schemas) : addCustom(resource, models, schemas);
    schema['x-kubernetes-group-version-kind'] = [{ group, version, kind }];
  }
  return schemas;
}

function addCustom(resource: Resource, models: Models, schemas: Record<string, Schema>): Schema {
  const schema = customSchema(resource, typeSchema('V1ObjectMeta', models, schemas));
  schemas[customSchemaName(resource)] = schema;
  return schema;
}

function addModel(model: Model, models: Models, schemas: Record<string, Schema>): Schema {
  const known = schemas[model.name];
  if (known) return known;
  const schema: Schema = { type: 'object' };
  schemas[model.name] = schema;
  if (model.text) schema.description = model.text;
  const required = model.fields.filter((field) => field[2] === 1).map(([name]) => name);
  if (required.length > 0) schema.required = required;
  schema.properties = Object.fromEntries(
    model.fields.map((field) => [field[0], property(field, models, schemas)]),
  );
  return schema;
}

function property(field: FieldRow, models: Models, schemas: Record<string, Schema>): Schema {
  const [, type, , ownText] = field;
  const schema = typeSchema(type, models, schemas);
  // The client has no words for a field that is a model of its own; those of the model say what it is.
  const text = ownText || models[type]?.text;
  const description = text ? { description: text } : {};
  // What stands beside a reference is not looked at; around it, it is.
  return '$ref' in schema ? { allOf: [schema], ...description } : { ...schema, ...description };
}

function typeSchema(type: string, models: Models, schemas: Record<string, Schema>): Schema {
  if (type.startsWith('[]')) return { type: 'array', items: typeSchema(type.slice(2), models, schemas) };
  if (type.startsWith('{}'))
    return { type: 'object', additionalProperties: typeSchema(type.slice(2), models, schemas) };
  const value = named[type];
  if (value) {
    schemas[value.name] = value.schema;
    return { $ref: prefix + value.name };
  }
  const model = models[type];
  if (!model) return plain[type] ?? { type: 'object' };
  addModel(model, models, schemas);
  return { $ref: prefix + model.name };
}
