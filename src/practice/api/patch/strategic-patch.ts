import { copyJson, equalJson } from '../../store/json.ts';
import { badRequest } from '../errors.ts';
import { fieldShape, type ListShape, type Shape } from '../ownership/shape.ts';
import { isTree } from './merge-patch.ts';
import { goTree, notDecoded } from './not-decoded.ts';

type Tree = Record<string, unknown>;

const directive = '$patch';
const retain = '$retainKeys';
const order = '$setElementOrder/';
const removal = '$deleteFromPrimitiveList/';

/**
 * Kubernetes' strategic merge patch, with its directives. Lists merge element by element where their shape has keys,
 * as sets where it is one; every other list is replaced as a whole. @throws ApiError 400
 */
export function applyStrategicPatch(target: unknown, patch: unknown, shape: Shape): unknown {
  if (!isTree(patch)) throw notDecoded(patch, goTree);
  return mergeTree(isTree(target) ? target : {}, patch, shape);
}

function mergeTree(target: Tree, patch: Tree, shape: Shape): Tree | undefined {
  if (patch[directive] === 'replace') return withoutDirectives(patch);
  if (patch[directive] === 'delete') return undefined;
  const merged = copyJson(target);
  const kept = patch[retain];
  if (Array.isArray(kept)) for (const key of Object.keys(merged)) if (!kept.includes(key)) delete merged[key];
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue;
    if (value === null) delete merged[key];
    else if (Array.isArray(value)) merged[key] = mergeList(merged[key], value, listRule(shape, key), key);
    else if (isTree(value)) {
      const tree = mergeTree(isTree(merged[key]) ? merged[key] : {}, value, shapeInside(shape, key));
      if (tree === undefined) delete merged[key];
      else merged[key] = tree;
    } else merged[key] = value;
  }
  applyListDirectives(merged, patch, target, shape);
  return merged;
}

function shapeInside(shape: Shape, key: string): Shape {
  return typeof shape !== 'string' && shape.is === 'map' ? fieldShape(shape, key) : 'free';
}

/** The list at a key, unless it is one piece. */
function listRule(shape: Shape, key: string): ListShape | undefined {
  const inside = shapeInside(shape, key);
  return typeof inside !== 'string' && inside.is === 'list' && inside.relation !== 'atomic'
    ? inside
    : undefined;
}

/** Elements are told apart by the first of their keys alone, unlike when objects are applied by the server. */
function keyOf(rule: ListShape): string | undefined {
  return rule.relation === 'map' ? rule.keys[0]?.name : undefined;
}

function applyListDirectives(merged: Tree, patch: Tree, target: Tree, shape: Shape): void {
  for (const [key, value] of Object.entries(patch)) {
    if (!Array.isArray(value)) continue;
    if (key.startsWith(removal)) {
      const field = key.slice(removal.length);
      if (Array.isArray(merged[field])) {
        merged[field] = (merged[field] as unknown[]).filter(
          (one) => !value.some((gone) => equalJson(gone, one)),
        );
      }
    }
    if (key.startsWith(order)) {
      const field = key.slice(order.length);
      if (Array.isArray(merged[field]))
        merged[field] = ordered(merged[field], value, listOf(target[field]), listRule(shape, field));
    }
  }
}

function mergeList(target: unknown, patch: unknown[], rule: ListShape | undefined, field: string): unknown[] {
  const present = listOf(target);
  if (!rule) return copyJson(patch.filter((entry) => !(isTree(entry) && directive in entry)));
  if (patch.some((entry) => isTree(entry) && entry[directive] === 'replace')) {
    return copyJson(patch.filter((entry) => !(isTree(entry) && directive in entry)));
  }
  const key = keyOf(rule);
  if (key === undefined) {
    const added = patch.filter((entry) => !present.some((one) => equalJson(one, entry)));
    return ordered([...present, ...added], patch, present, rule);
  }
  const merged: unknown[] = [...present];
  for (const entry of patch) {
    if (!isTree(entry)) throw badRequest(`error decoding patch: elements of ${field} must be objects`);
    if (entry[key] === undefined) {
      throw badRequest(
        `error applying patch: map: ${JSON.stringify(entry)} does not contain declared merge key: ${key}`,
      );
    }
    const index = merged.findIndex((one) => isTree(one) && one[key] === entry[key]);
    const before = index < 0 ? {} : (merged[index] as Tree);
    const after = mergeTree(before, entry, rule.items);
    if (after === undefined) {
      if (index >= 0) merged.splice(index, 1);
    } else if (index < 0) merged.push(after);
    else merged[index] = after;
  }
  return ordered(merged, patch, present, rule);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * What the patch names comes in its order. What is on the server alone goes before the first named element that it
 * stood before there, and after all of them otherwise.
 */
function ordered(
  list: unknown[],
  wanted: unknown[],
  present: unknown[],
  rule: ListShape | undefined,
): unknown[] {
  const key = rule && keyOf(rule);
  const identity = (entry: unknown) => (key !== undefined && isTree(entry) ? entry[key] : entry);
  const position = (within: unknown[], entry: unknown) =>
    within.findIndex((one) => equalJson(identity(one), identity(entry)));
  const named = list
    .filter((entry) => position(wanted, entry) >= 0)
    .sort((left, right) => position(wanted, left) - position(wanted, right));
  const rest = list.filter((entry) => position(wanted, entry) < 0);
  const arranged: unknown[] = [];
  for (const entry of named) {
    const place = position(present, entry);
    while (rest.length > 0 && place >= 0) {
      const other = position(present, rest[0]);
      if (other < 0 || other >= place) break;
      arranged.push(rest.shift());
    }
    arranged.push(entry);
  }
  return [...arranged, ...rest];
}

function withoutDirectives(patch: Tree): Tree {
  const { [directive]: _, [retain]: __, ...rest } = patch;
  return copyJson(rest);
}
