import { type Comparison, compare, fieldsOf } from './compare.ts';
import {
  difference,
  emptySet,
  type FieldSet,
  intersection,
  isEmpty,
  union,
  withoutTrees,
} from './field-set.ts';
import { type Identity, type Manager, sameIdentity } from './managers.ts';
import { merge, without } from './merge.ts';
import { declaredMembers } from './prune.ts';
import type { Shape } from './shape.ts';

/** One form in which a kind is served. */
export interface Version {
  apiVersion: string;
  shape: Shape;
  /** Fields that a request to this part of the object cannot set, and so not own. */
  ignored: FieldSet;
  /** Another form of the kind, and how an object looks in it; undefined where that is not served. */
  other(apiVersion: string): { shape: Shape; convert(object: unknown): unknown } | undefined;
}

/** Fields that somebody else owns. */
export interface Conflict {
  manager: Manager;
  fields: FieldSet;
}

export interface Tracked {
  managers: Manager[];
  conflicts: Conflict[];
}

/** What an update from `before` to `after` makes of the ownership: who changes a field has it from then on. */
export function trackUpdate(
  version: Version,
  before: unknown,
  after: unknown,
  managers: readonly Manager[],
  self: Identity & { time: string },
): Manager[] {
  const { changed, others } = passOn(version, before, after, managers, undefined);
  const taken = withoutTrees(union(changed.modified, changed.added), version.ignored);
  if (isEmpty(taken)) return others;
  const own = others.find((one) => sameIdentity(one, self));
  const fields = own ? union(own.fields, taken) : taken;
  return [...others.filter((one) => one !== own), { ...self, fields }];
}

export interface Applied extends Tracked {
  object: unknown;
}

/** Merges what is applied into `live`, and takes away what the same manager applied before and does not any more. */
export function trackApply(
  version: Version,
  live: unknown,
  wanted: unknown,
  managers: readonly Manager[],
  self: Identity & { time: string },
): Applied {
  const { shape } = version;
  const last = managers.find((one) => sameIdentity(one, self));
  const own: Manager = { ...self, fields: withoutTrees(fieldsOf(wanted, shape), version.ignored) };
  const now = [...managers.filter((one) => one !== last), own];
  const merged = merge(live, wanted, shape);
  const object = last ? prune(version, merged, now, last) : merged;
  const { others, conflicts } = passOn(version, live, object, now, self);
  return { object, managers: others, conflicts };
}

/** Takes changed fields from whoever had them, but from `self`. */
function passOn(
  version: Version,
  before: unknown,
  after: unknown,
  managers: readonly Manager[],
  self: Identity | undefined,
): { changed: Comparison; others: Manager[]; conflicts: Conflict[] } {
  const comparisons = new Map<string, Comparison | undefined>();
  const changesAt = (apiVersion: string) => {
    if (!comparisons.has(apiVersion))
      comparisons.set(apiVersion, compareAt(version, apiVersion, before, after));
    return comparisons.get(apiVersion);
  };
  const changed = changesAt(version.apiVersion) ?? compare(before, after, version.shape);
  const conflicts: Conflict[] = [];
  const others: Manager[] = [];
  for (const manager of managers) {
    if (self && sameIdentity(manager, self)) {
      others.push(manager);
      continue;
    }
    const changes = changesAt(manager.apiVersion);
    // A version that is not served any more: nothing can be said about its fields.
    if (!changes) continue;
    const lost = intersection(manager.fields, union(changes.modified, changes.added));
    if (!isEmpty(lost)) conflicts.push({ manager, fields: lost });
    const fields = difference(difference(manager.fields, lost), changes.removed);
    if (!isEmpty(fields)) others.push({ ...manager, fields });
  }
  return { changed, others, conflicts };
}

function compareAt(
  version: Version,
  apiVersion: string,
  before: unknown,
  after: unknown,
): Comparison | undefined {
  const strip = ({ added, modified, removed }: Comparison) => ({
    added: withoutTrees(added, version.ignored),
    modified: withoutTrees(modified, version.ignored),
    removed: withoutTrees(removed, version.ignored),
  });
  if (apiVersion === version.apiVersion) return strip(compare(before, after, version.shape));
  const other = version.other(apiVersion);
  return other && strip(compare(other.convert(before), other.convert(after), other.shape));
}

function prune(version: Version, merged: unknown, managers: readonly Manager[], last: Manager): unknown {
  const { shape } = version;
  const all = (set: FieldSet) => declaredMembers(set, shape);
  const mergedFields = all(fieldsOf(merged, shape));
  const fieldsLeft = (object: unknown) => all(object === undefined ? emptySet() : fieldsOf(object, shape));
  const pruned = without(merged, all(last.fields), shape);
  const owned = union(
    ...managers.filter((one) => one.apiVersion === version.apiVersion).map((one) => all(one.fields)),
  );
  const kept = union(fieldsLeft(pruned), owned);
  const restored = without(merged, difference(mergedFields, kept), shape);
  // What nobody owns stays, unless it is this manager who had put it there.
  const dangling = intersection(difference(mergedFields, fieldsLeft(restored)), all(last.fields));
  return without(merged, dangling, shape);
}
