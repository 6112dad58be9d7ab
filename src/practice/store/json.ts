/** A copy that shares nothing with `value`, which must be JSON. Several times faster than `structuredClone` on such trees. */
export function copyJson<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyJson) as T;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) if (entry !== undefined) copy[key] = copyJson(entry);
  return copy as T;
}

/** Whether two JSON trees say the same; a key that is undefined counts as absent, and keys have no order. */
export function equalJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((entry, index) => equalJson(entry, right[index]));
  }
  const leftEntries = Object.entries(left).filter(([, entry]) => entry !== undefined);
  const rightTree = right as Record<string, unknown>;
  const rightSize = Object.values(rightTree).filter((entry) => entry !== undefined).length;
  return (
    leftEntries.length === rightSize && leftEntries.every(([key, entry]) => equalJson(entry, rightTree[key]))
  );
}

/** Makes a tree read-only, so that a write to what the store handed out throws where it is made. */
export function freezeJson<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const entry of Object.values(value)) freezeJson(entry);
  return Object.freeze(value);
}
