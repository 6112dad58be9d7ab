import { equalJson } from '../../store/json.ts';
import type { Cause } from '../errors.ts';
import { isTree } from '../patch/merge-patch.ts';
import { invalidValue, required, unsupported } from '../validation/causes.ts';
import type { JsonSchema } from './definition.ts';
import { isOfFormat } from './formats.ts';

/** What is wrong with a value by its schema, in the words of a real API server. */
export function* validateValue(value: unknown, schema: JsonSchema, path: string): Iterable<Cause> {
  if (value === null && schema.nullable) return;
  const wrongType = typeProblem(value, schema);
  if (wrongType) {
    const type = typeName(value);
    const why = `${inBody(path)} must be of type ${wrongType}: ${JSON.stringify(type)}`;
    yield { ...invalidValue(path, type, why), reason: 'FieldValueTypeInvalid' };
    return;
  }
  if (schema.enum && !schema.enum.some((one) => equalJson(one, value)))
    yield unsupported(
      path,
      value,
      schema.enum.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))),
    );
  if (typeof value === 'number') yield* validateNumber(value, schema, path);
  if (typeof value === 'string') yield* validateText(value, schema, path);
  if (Array.isArray(value)) yield* validateList(value, schema, path);
  if (isTree(value)) yield* validateTree(value, schema, path);
  yield* validateCombinations(value, schema, path);
}

function inBody(path: string): string {
  return `${path} in body`;
}

function typeProblem(value: unknown, schema: JsonSchema): string | undefined {
  if (schema['x-kubernetes-int-or-string'])
    return typeof value === 'string' || Number.isInteger(value) ? undefined : 'integer,string';
  switch (schema.type) {
    case 'object':
      return isTree(value) ? undefined : 'object';
    case 'array':
      return Array.isArray(value) ? undefined : 'array';
    case 'integer':
      return Number.isInteger(value) ? undefined : 'integer';
    case 'number':
    case 'string':
    case 'boolean':
      return typeof value === schema.type ? undefined : schema.type;
    default:
      return undefined;
  }
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function* validateNumber(value: number, schema: JsonSchema, path: string): Iterable<Cause> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const fail = (why: string) => invalidValue(path, value, `${inBody(path)} should be ${why}`);
  if (minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum))
    yield fail(`greater than ${exclusiveMinimum ? '' : 'or equal to '}${minimum}`);
  if (maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum))
    yield fail(`less than ${exclusiveMaximum ? '' : 'or equal to '}${maximum}`);
  if (multipleOf !== undefined && !Number.isInteger(value / multipleOf))
    yield fail(`a multiple of ${multipleOf}`);
}

function* validateText(value: string, schema: JsonSchema, path: string): Iterable<Cause> {
  const { minLength, maxLength, pattern, format } = schema;
  const length = [...value].length;
  if (minLength !== undefined && length < minLength)
    yield invalidValue(path, value, `${inBody(path)} should be at least ${minLength} chars long`);
  if (maxLength !== undefined && length > maxLength)
    yield {
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${maxLength} bytes`,
      field: path,
    };
  if (pattern !== undefined && matches(value, pattern) === false)
    yield invalidValue(path, value, `${inBody(path)} should match '${pattern}'`);
  if (format !== undefined && !isOfFormat(value, format))
    yield {
      ...invalidValue(path, value, `${inBody(path)} must be of type ${format}: ${JSON.stringify(value)}`),
      reason: 'FieldValueTypeInvalid',
    };
}

/** Undefined for a pattern of Go's that JavaScript does not have. */
function matches(value: string, pattern: string): boolean | undefined {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return undefined;
  }
}

function* validateList(value: readonly unknown[], schema: JsonSchema, path: string): Iterable<Cause> {
  const { minItems, maxItems, uniqueItems, items } = schema;
  if (minItems !== undefined && value.length < minItems)
    yield invalidValue(path, value.length, `${inBody(path)} should have at least ${minItems} items`);
  if (maxItems !== undefined && value.length > maxItems) {
    const message = `Too many: ${value.length}: must have at most ${maxItems} items`;
    yield { reason: 'FieldValueTooMany', message, field: path };
  }
  const isSet = uniqueItems || schema['x-kubernetes-list-type'] === 'set';
  for (const [index, item] of value.entries()) {
    const place = `${path}[${index}]`;
    if (isSet && value.slice(0, index).some((one) => equalJson(one, item)))
      yield {
        reason: 'FieldValueDuplicate',
        message: `Duplicate value: ${JSON.stringify(item)}`,
        field: place,
      };
    if (items) yield* validateValue(item, items, place);
  }
}

function* validateTree(value: Record<string, unknown>, schema: JsonSchema, path: string): Iterable<Cause> {
  const inside = (key: string) => (path === '' || path === '<nil>' ? key : `${path}.${key}`);
  for (const key of schema.required ?? []) if (value[key] === undefined) yield required(inside(key));
  const count = Object.keys(value).length;
  const { minProperties, maxProperties, additionalProperties: more } = schema;
  if (minProperties !== undefined && count < minProperties)
    yield invalidValue(path, count, `${inBody(path)} should have at least ${minProperties} properties`);
  if (maxProperties !== undefined && count > maxProperties)
    yield {
      reason: 'FieldValueTooMany',
      message: `Too many: ${count}: must have at most ${maxProperties} items`,
      field: path,
    };
  for (const [key, entry] of Object.entries(value)) {
    const property = schema.properties?.[key] ?? (isTree(more) ? (more as JsonSchema) : undefined);
    if (property && entry !== undefined) yield* validateValue(entry, property, inside(key));
  }
}

function* validateCombinations(value: unknown, schema: JsonSchema, path: string): Iterable<Cause> {
  const fits = (one: JsonSchema) => validateValue(value, one, path)[Symbol.iterator]().next().done === true;
  const fail = (why: string) => invalidValue(path || '<nil>', '', `${JSON.stringify(path)} must ${why}`);
  for (const one of schema.allOf ?? []) yield* validateValue(value, one, path);
  if (schema.anyOf && !schema.anyOf.some(fits)) yield fail('validate at least one schema (anyOf)');
  if (schema.oneOf) {
    const count = schema.oneOf.filter(fits).length;
    const found = count === 0 ? 'Found none valid' : `Found ${count} valid alternatives`;
    if (count !== 1) yield fail(`validate one and only one schema (oneOf). ${found}`);
  }
  if (schema.not && fits(schema.not)) yield fail('not validate the schema (not)');
}
