import type { YamlNode } from './tree.ts';

export type Path = readonly PropertyKey[];

/** What is written at a path, if anything; a key of the last mapping on the way says where the value's name is. */
export function nodeAt(root: YamlNode, path: Path): YamlNode | undefined {
  let node: YamlNode | undefined = root;
  for (const step of path) node = node && childOf(node, step);
  return node;
}

function childOf(node: YamlNode, step: PropertyKey): YamlNode | undefined {
  if (node.type === 'list') return node.items[Number(step)];
  if (node.type === 'mapping') return node.entries.get(String(step))?.value;
  return undefined;
}

/** The offset of the innermost thing on the way to a path that is written. */
export function offsetAt(root: YamlNode, path: Path): number {
  let node = root;
  for (const step of path) {
    const child = childOf(node, step);
    if (!child) break;
    node = child;
  }
  return node.offset;
}

/** The offset of a key of the mapping at a path; of the mapping itself if it has no such key. */
export function keyOffsetAt(root: YamlNode, path: Path, key: string): number {
  const node = nodeAt(root, path);
  const entry = node?.type === 'mapping' ? node.entries.get(key) : undefined;
  return entry?.keyOffset ?? offsetAt(root, path);
}
