/**
 * What decides how two versions of an object merge and what of it can be owned: which maps and lists are taken apart,
 * and by what the elements of a list are told from each other.
 */
export type Shape = 'leaf' | 'free' | MapShape | ListShape;

export interface MapShape {
  is: 'map';
  /** Owned and replaced as a whole. */
  atomic: boolean;
  /** A field that the type declares; undefined for the keys of a plain map. */
  named(name: string): Shape | undefined;
  /** What every key that is not declared holds. */
  other: Shape;
}

export interface ListShape {
  is: 'list';
  /** As a whole, as a set of plain values, or as elements with keys. */
  relation: 'atomic' | 'set' | 'map';
  keys: readonly ListKey[];
  items: Shape;
}

export interface ListKey {
  name: string;
  /** What an element means that leaves the key out. */
  otherwise?: unknown;
}

const freeMap: MapShape = { is: 'map', atomic: false, named: () => undefined, other: 'free' };
const freeList: ListShape = { is: 'list', relation: 'atomic', keys: [], items: 'free' };

/** What values of this shape are taken apart as. A value that does not fit its shape is one piece. */
export function formOf(shape: Shape, ...values: unknown[]): 'leaf' | MapShape | ListShape {
  const present = values.filter((value) => value !== undefined && value !== null);
  const lists = present.filter(Array.isArray).length;
  const trees = present.filter(isTree).length;
  if (lists + trees < present.length || (lists > 0 && trees > 0)) return 'leaf';
  if (shape === 'leaf') return 'leaf';
  if (shape === 'free') return lists > 0 ? freeList : trees > 0 ? freeMap : 'leaf';
  return (shape.is === 'map' ? lists : trees) > 0 ? 'leaf' : shape;
}

export function isAtomic(form: 'leaf' | MapShape | ListShape): form is 'leaf' {
  if (form === 'leaf') return true;
  return form.is === 'map' ? form.atomic : form.relation === 'atomic';
}

export function fieldShape(map: MapShape, key: string): Shape {
  return map.named(key) ?? map.other;
}

/** How an element of a list is named in a path: by its keys, or by its value. */
export function elementOf(list: ListShape, item: unknown): string {
  if (list.relation === 'set' || !isTree(item)) return `v:${JSON.stringify(item)}`;
  const keys = list.keys
    .map(({ name, otherwise }) => [name, item[name] ?? otherwise] as const)
    .filter(([, value]) => value !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return `k:${JSON.stringify(Object.fromEntries(keys))}`;
}

export function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
