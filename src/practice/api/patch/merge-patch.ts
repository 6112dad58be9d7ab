import { copyJson } from '../../store/json.ts';

type Tree = Record<string, unknown>;

/** RFC 7396: null takes a key away, trees merge, everything else replaces. */
export function applyMergePatch(target: unknown, patch: unknown): unknown {
  if (!isTree(patch)) return copyJson(patch);
  const merged: Tree = isTree(target) ? { ...(copyJson(target) as Tree) } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = applyMergePatch(merged[key], value);
  }
  return merged;
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
