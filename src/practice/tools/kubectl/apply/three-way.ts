import { isDeepStrictEqual } from 'node:util';
import { type Dict, isDict } from '../api/objects.ts';
import { MERGED_SETS, mergeKey, RETAIN_KEYS } from './merge-keys.ts';

/**
 * The patch that makes `current` what `modified` says: what it adds and changes, and the removal of what was in
 * `original` (applied last) and is no longer in `modified`. Empty when there is nothing to do.
 *
 * @param strategic with strategic-merge directives for lists; otherwise a JSON merge patch, for custom resources
 */
export function threeWayPatch(original: Dict, modified: Dict, current: Dict, strategic: boolean): Dict {
  const patch: Dict = {};
  for (const [key, wanted] of Object.entries(modified)) {
    const now = current[key];
    if (wanted === null) {
      if (now !== undefined) patch[key] = null;
    } else if (now === undefined || now === null) {
      patch[key] = wanted;
    } else if (isDict(wanted) && isDict(now)) {
      const before = original[key];
      const inner = threeWayPatch(isDict(before) ? before : {}, wanted, now, strategic);
      if (Object.keys(inner).length === 0) continue;
      patch[key] = strategic && RETAIN_KEYS.has(key) ? { ...retain(wanted), ...inner } : inner;
    } else if (Array.isArray(wanted) && Array.isArray(now)) {
      const before = original[key];
      Object.assign(patch, listPatch(key, Array.isArray(before) ? before : [], wanted, now, strategic));
    } else if (wanted !== now) {
      patch[key] = wanted;
    }
  }
  for (const key of Object.keys(original)) {
    if (!(key in modified) && key in current) patch[key] = null;
  }
  return patch;
}

const retain = (wanted: Dict): Dict => ({ $retainKeys: Object.keys(wanted).sort() });

function listPatch(
  field: string,
  original: unknown[],
  modified: unknown[],
  current: unknown[],
  strategic: boolean,
): Dict {
  if (isDeepStrictEqual(modified, current)) return {};
  const key = strategic ? mergeKey(field, [...modified, ...current]) : undefined;
  if (strategic && MERGED_SETS.has(field)) return setPatch(field, original, modified, current);
  const items = [...original, ...modified, ...current];
  if (key === undefined || !items.every((item) => isDict(item) && item[key] !== undefined))
    return { [field]: modified };
  return mergedListPatch(field, key, original as Dict[], modified as Dict[], current as Dict[]);
}

function setPatch(field: string, original: unknown[], modified: unknown[], current: unknown[]): Dict {
  const added = modified.filter((one) => !current.includes(one));
  const removed = original.filter((one) => !modified.includes(one) && current.includes(one));
  return {
    ...(added.length > 0 ? { [field]: added } : {}),
    ...(removed.length > 0 ? { [`$deleteFromPrimitiveList/${field}`]: removed } : {}),
  };
}

function mergedListPatch(
  field: string,
  key: string,
  original: Dict[],
  modified: Dict[],
  current: Dict[],
): Dict {
  const find = (list: readonly Dict[], item: Dict) => list.find((one) => one[key] === item[key]);
  const changes: Dict[] = [];
  for (const wanted of modified) {
    const now = find(current, wanted);
    if (!now) {
      changes.push(wanted);
      continue;
    }
    const inner = threeWayPatch(find(original, wanted) ?? {}, wanted, now, true);
    if (Object.keys(inner).length === 0) continue;
    changes.push({ ...(RETAIN_KEYS.has(field) ? retain(wanted) : {}), ...inner, [key]: wanted[key] });
  }
  for (const before of original) {
    if (!find(modified, before) && find(current, before))
      changes.push({ $patch: 'delete', [key]: before[key] });
  }
  if (changes.length === 0) return {};
  return {
    [`$setElementOrder/${field}`]: modified.map((item) => ({ [key]: item[key] })),
    [field]: changes,
  };
}
