import type { Call } from '../call.ts';
import { deprecationOf, pruneCustom } from '../custom/checks.ts';
import { badRequest } from '../errors.ts';
import { apiVersionOf } from '../resources/resource.ts';
import { modelOf } from './model-of.ts';
import { loadModels, type Model, type Models } from './tables.ts';
import { isZeroValue } from './zero-values.ts';

type Tree = Record<string, unknown>;

/** Which values a type takes, and Go's name of it. */
const plain: Readonly<Record<string, { accepts: (value: unknown) => boolean; go: string }>> = {
  string: { accepts: (value) => typeof value === 'string', go: 'string' },
  boolean: { accepts: (value) => typeof value === 'boolean', go: 'bool' },
  int32: { accepts: Number.isInteger, go: 'int32' },
  int64: { accepts: Number.isInteger, go: 'int64' },
  double: { accepts: (value) => typeof value === 'number', go: 'float64' },
  bytes: { accepts: (value) => typeof value === 'string', go: '[]uint8' },
  time: { accepts: (value) => typeof value === 'string', go: 'Time' },
};

/**
 * Compares an object with what is known of its kind, and takes out the fields that the kind does not have, and those
 * that say nothing: the server would not keep them. Returns them as warnings, unless the client asked for something else.
 * @throws ApiError 400 for values of the wrong type, and, with `fieldValidation=Strict`, for unknown fields
 */
export async function checkFields(call: Call, body: unknown): Promise<readonly string[]> {
  if (!isTree(body)) return [];
  const { resource } = call;
  const { kind = resource.kind, apiVersion = apiVersionOf(resource) } = body as {
    kind?: string;
    apiVersion?: string;
  };
  // Another kind than the path's: an error of its own, and a better one.
  if (kind !== resource.kind || apiVersion !== apiVersionOf(resource)) return [];
  const models = await loadModels();
  const unknown: string[] = [];
  const context = `${kind} in version ${JSON.stringify(resource.version)} cannot be handled as a ${kind}`;
  const fail = (problem: string) => badRequest(`${context}: json: cannot unmarshal ${problem}`);
  const check = { models, unknown, fail };
  const model = resource.custom ? models.V1ObjectMeta : modelOf(models, resource);
  const tree = resource.custom ? body.metadata : body;
  if (model && isTree(tree)) checkTree(tree, model, resource.custom ? 'metadata' : '', check);
  unknown.push(...pruneCustom(resource, body));
  const told = deprecationOf(resource);
  const mode = call.query.get('fieldValidation') ?? 'Warn';
  if (unknown.length === 0 || mode === 'Ignore') return told;
  const list = unknown.map((path) => `unknown field ${JSON.stringify(path)}`);
  if (mode === 'Strict') throw badRequest(`${context}: strict decoding error: ${list.join(', ')}`);
  return [...told, ...list];
}

interface Check {
  models: Models;
  unknown: string[];
  fail: (problem: string) => Error;
}

function checkTree(tree: Tree, model: Model, path: string, check: Check): void {
  for (const [name, value] of Object.entries(tree)) {
    const field = model.fields.find((one) => one[0] === name);
    const place = path === '' ? name : `${path}.${name}`;
    if (!field) {
      check.unknown.push(place);
      delete tree[name];
    } else if (value === null || value === undefined) delete tree[name];
    else {
      checkValue(value, field[1], place, model, check);
      if (isZeroValue(field, value)) delete tree[name];
    }
  }
}

function checkValue(value: unknown, type: string, path: string, owner: Model, check: Check): void {
  const wrong = (go: string) => {
    const struct = owner.name.slice(owner.name.lastIndexOf('.') + 1);
    return check.fail(
      `${jsonType(value)} into Go struct field ${struct}.${path.replaceAll(/\[\d+\]/g, '')} of type ${go}`,
    );
  };
  if (type.startsWith('[]')) {
    if (!Array.isArray(value)) throw wrong(`[]${goName(type.slice(2), check.models)}`);
    for (const [index, entry] of value.entries()) {
      if (entry !== null) checkValue(entry, type.slice(2), `${path}[${index}]`, owner, check);
    }
    return;
  }
  if (type.startsWith('{}')) {
    if (!isTree(value)) throw wrong(`map[string]${goName(type.slice(2), check.models)}`);
    for (const [key, entry] of Object.entries(value)) {
      if (entry === null && type === '{}string') value[key] = '';
      else if (entry !== null) checkValue(entry, type.slice(2), `${path}.${key}`, owner, check);
    }
    return;
  }
  const model = check.models[type];
  if (model) {
    if (!isTree(value)) throw wrong(goName(type, check.models));
    checkTree(value, model, path, check);
  } else if (plain[type] && !plain[type].accepts(value)) throw wrong(plain[type].go);
}

function goName(type: string, models: Models): string {
  const model = models[type];
  if (!model) return plain[type]?.go ?? type;
  const parts = model.name.split('.');
  return `${parts.at(-2)}.${parts.at(-1)}`;
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' && !Number.isInteger(value)) return `number ${value}`;
  return typeof value;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
