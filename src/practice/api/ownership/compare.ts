import { equalJson } from '../../store/json.ts';
import { emptySet, type FieldSet, insert } from './field-set.ts';
import { elementOf, fieldShape, formOf, isAtomic, isTree, type ListShape, type Shape } from './shape.ts';

/** Which fields differ between two versions of an object. */
export interface Comparison {
  added: FieldSet;
  modified: FieldSet;
  removed: FieldSet;
}

export function compare(before: unknown, after: unknown, shape: Shape): Comparison {
  const comparison = { added: emptySet(), modified: emptySet(), removed: emptySet() };
  visit(before, after, shape, [], comparison);
  return comparison;
}

function visit(
  before: unknown,
  after: unknown,
  shape: Shape,
  path: readonly string[],
  found: Comparison,
): void {
  const form = formOf(shape, before, after);
  const whole = isAtomic(form) || (isBare(before) && isBare(after));
  if (before === undefined) insert(found.added, path);
  else if (after === undefined) insert(found.removed, path);
  else if (whole && !equalJson(before, after)) insert(found.modified, path);
  if (whole) return;
  if (form.is === 'map') {
    const [left, right] = [isTree(before) ? before : {}, isTree(after) ? after : {}];
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)]))
      visit(left[key], right[key], fieldShape(form, key), [...path, `f:${key}`], found);
    return;
  }
  const [left, right] = [elements(form, before), elements(form, after)];
  for (const step of new Set([...left.keys(), ...right.keys()]))
    visit(left.get(step), right.get(step), form.items, [...path, step], found);
}

function elements(form: ListShape, list: unknown): Map<string, unknown> {
  return new Map(Array.isArray(list) ? list.map((item) => [elementOf(form, item), item]) : []);
}

/** Nothing to take apart. */
function isBare(value: unknown): boolean {
  return value === undefined || value === null || Object.keys(value as object).length === 0;
}

/** The fields that an object says something about: what an apply of it owns. */
export function fieldsOf(object: unknown, shape: Shape): FieldSet {
  const set = emptySet();
  collect(object, shape, [], set);
  return set;
}

function collect(value: unknown, shape: Shape, path: readonly string[], set: FieldSet): void {
  const form = formOf(shape, value);
  if (isAtomic(form) || isBare(value)) {
    insert(set, path);
    return;
  }
  if (form.is === 'list') {
    for (const item of value as unknown[]) {
      const place = [...path, elementOf(form, item)];
      collect(item, form.items, place, set);
      insert(set, place);
    }
    return;
  }
  for (const [key, entry] of Object.entries(value as object)) {
    if (entry === undefined) continue;
    const place = [...path, `f:${key}`];
    collect(entry, fieldShape(form, key), place, set);
    // A key of a plain map is owned itself: it is not there unless somebody put it there.
    if (form.named(key) === undefined) insert(set, place);
  }
}
