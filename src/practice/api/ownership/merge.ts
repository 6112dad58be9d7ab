import { copyJson } from '../../store/json.ts';
import type { FieldSet } from './field-set.ts';
import { elementOf, fieldShape, formOf, isAtomic, isTree, type ListShape, type Shape } from './shape.ts';

type Tree = Record<string, unknown>;

/** `live` with everything that `wanted` says. */
export function merge(live: unknown, wanted: unknown, shape: Shape): unknown {
  if (wanted === undefined) return copyJson(live);
  const form = formOf(shape, live, wanted);
  if (isAtomic(form) || live === undefined || live === null || wanted === null) return copyJson(wanted);
  if (form.is === 'list') return mergeLists(live as unknown[], wanted as unknown[], form);
  const [left, right] = [live as Tree, wanted as Tree];
  const merged: Tree = {};
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)]))
    merged[key] = merge(left[key], right[key], fieldShape(form, key));
  return merged;
}

/** What is wanted comes in the order wanted; what is live alone stays before what it stood before. */
function mergeLists(live: readonly unknown[], wanted: readonly unknown[], form: ListShape): unknown[] {
  const present = new Map(live.map((item) => [elementOf(form, item), item]));
  const asked = new Set(wanted.map((item) => elementOf(form, item)));
  const merged: unknown[] = [];
  const done = new Set<string>();
  let next = 0;
  const takeLive = (until: string | undefined) => {
    for (; next < live.length; next += 1) {
      const step = elementOf(form, live[next]);
      if (step === until) {
        next += 1;
        return;
      }
      if (asked.has(step)) {
        // Its turn comes, or came, in the order of the list that is wanted.
        if (!done.has(step)) return;
      } else merged.push(copyJson(live[next]));
    }
  };
  for (const item of wanted) {
    const step = elementOf(form, item);
    if (done.has(step)) continue;
    takeLive(step);
    merged.push(merge(present.get(step), item, form.items));
    done.add(step);
  }
  takeLive(undefined);
  return merged;
}

/** `value` without the fields in `gone`; what nothing is left of is undefined. */
export function without(value: unknown, gone: FieldSet, shape: Shape): unknown {
  const form = formOf(shape, value);
  if (form === 'leaf' || value === undefined || value === null) return value;
  if (Array.isArray(value)) {
    if (form.is !== 'list' || form.relation === 'atomic' || value.length === 0) return value;
    const kept = value.flatMap((item) => {
      const inside = gone.inside.get(elementOf(form, item));
      if (inside?.member) return [];
      return [inside ? without(item, inside, form.items) : item];
    });
    return kept.length > 0 ? kept : undefined;
  }
  if (form.is !== 'map' || form.atomic || !isTree(value) || Object.keys(value).length === 0) return value;
  const kept: Tree = {};
  for (const [key, entry] of Object.entries(value)) {
    const inside = gone.inside.get(`f:${key}`);
    if (inside?.member) continue;
    const left = inside ? without(entry, inside, fieldShape(form, key)) : entry;
    if (left !== undefined) kept[key] = left;
  }
  return Object.keys(kept).length > 0 ? kept : undefined;
}
