/** Keys that a leaf holds before it becomes a branch, and bits of a key's hash that choose among the leaves of one. */
const most = 16;
const bits = 4;

/**
 * Numbers by keys. One with a key more shares all with the one before it but the few nodes that lead to that key, so that
 * three thousand arrivals do not copy three thousand keys each. Plain data, as the rest of a room's state is.
 */
export type IndexTree = Leaf | Branch;

/** The number of a key has the key's place. Not a record: a key may be called `constructor`, too. */
interface Leaf {
  readonly keys: readonly string[];
  readonly values: readonly number[];
}
type Branch = readonly IndexTree[];

export const emptyTree: IndexTree = { keys: [], values: [] };

export function valueAt(tree: IndexTree, key: string): number | undefined {
  let node = tree;
  for (let rest = hash(key); isBranch(node); rest >>>= bits) node = child(node, rest);
  return node.values[node.keys.indexOf(key)];
}

/** The tree with a key that it did not have. */
export function withKey(tree: IndexTree, key: string, value: number): IndexTree {
  return add(tree, key, value, 0);
}

function add(node: IndexTree, key: string, value: number, depth: number): IndexTree {
  const rest = hash(key) >>> (depth * bits);
  if (isBranch(node)) {
    const place = placeOf(rest);
    return node.with(place, add(child(node, rest), key, value, depth + 1));
  }
  const { keys, values } = node;
  // Where the hash has no more bits, as of keys that somebody made alike on purpose, the leaf grows.
  if (keys.length < most || depth * bits >= 32) return { keys: [...keys, key], values: [...values, value] };
  let branch: IndexTree = Array.from({ length: 1 << bits }, () => emptyTree);
  for (const [index, known] of keys.entries()) branch = add(branch, known, values[index] ?? 0, depth);
  return add(branch, key, value, depth);
}

function isBranch(node: IndexTree): node is Branch {
  return Array.isArray(node);
}

function child(branch: Branch, rest: number): IndexTree {
  return branch[placeOf(rest)] ?? emptyTree;
}

function placeOf(rest: number): number {
  return rest & ((1 << bits) - 1);
}

/** FNV-1a, which spreads ids well enough. */
function hash(key: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) value = Math.imul(value ^ key.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
