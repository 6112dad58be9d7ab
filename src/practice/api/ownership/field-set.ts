/**
 * A set of paths into objects, as a tree. Its edges are named as in `fieldsV1`: `f:NAME` for a field, `k:{…}` for an
 * element of a list by its keys, `v:…` for one by its value.
 */
export interface FieldSet {
  /** Whether the path up to here is a member itself. */
  member: boolean;
  readonly inside: Map<string, FieldSet>;
}

export function emptySet(): FieldSet {
  return { member: false, inside: new Map() };
}

export function isEmpty(set: FieldSet): boolean {
  return !set.member && [...set.inside.values()].every(isEmpty);
}

export function insert(set: FieldSet, path: readonly string[]): void {
  let at = set;
  for (const step of path) at = childOf(at, step);
  // The object as a whole is nobody's.
  if (path.length > 0) at.member = true;
}

function childOf(set: FieldSet, step: string): FieldSet {
  let child = set.inside.get(step);
  if (!child) {
    child = emptySet();
    set.inside.set(step, child);
  }
  return child;
}

export function setOf(...paths: string[][]): FieldSet {
  const set = emptySet();
  for (const path of paths) insert(set, path);
  return set;
}

type Decide = (left: boolean, right: boolean) => boolean;

function combine(left: FieldSet | undefined, right: FieldSet | undefined, decide: Decide): FieldSet {
  const set = emptySet();
  set.member = decide(left?.member ?? false, right?.member ?? false);
  for (const step of new Set([...(left?.inside.keys() ?? []), ...(right?.inside.keys() ?? [])])) {
    const child = combine(left?.inside.get(step), right?.inside.get(step), decide);
    if (!isEmpty(child)) set.inside.set(step, child);
  }
  return set;
}

export function union(...sets: FieldSet[]): FieldSet {
  return sets.reduce((left, right) => combine(left, right, (one, other) => one || other), emptySet());
}

export function difference(left: FieldSet, right: FieldSet): FieldSet {
  return combine(left, right, (one, other) => one && !other);
}

export function intersection(left: FieldSet, right: FieldSet): FieldSet {
  return combine(left, right, (one, other) => one && other);
}

/** Without the members of `roots` and everything inside of them. */
export function withoutTrees(set: FieldSet, roots: FieldSet): FieldSet {
  const left: FieldSet = { member: set.member && !roots.member, inside: new Map() };
  for (const [step, child] of set.inside) {
    const root = roots.inside.get(step);
    if (root?.member) continue;
    const kept = root ? withoutTrees(child, root) : child;
    if (!isEmpty(kept)) left.inside.set(step, kept);
  }
  return left;
}

/** Every member, shorter paths first where one begins with another; siblings in the order of their names. */
export function* pathsOf(set: FieldSet, before: readonly string[] = []): Iterable<readonly string[]> {
  if (set.member) yield before;
  for (const step of sorted(set.inside.keys())) {
    const child = set.inside.get(step);
    if (child) yield* pathsOf(child, [...before, step]);
  }
}

export function sorted(names: Iterable<string>): string[] {
  return [...names].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
}
