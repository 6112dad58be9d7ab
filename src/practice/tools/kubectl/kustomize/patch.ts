import { load } from 'js-yaml';
import { applyJsonPatch } from '../../../api/patch/json-patch.ts';
import { type Dict, isDict, type KubeObject } from '../api/objects.ts';
import { mergeKey } from '../apply/merge-keys.ts';
import { KubectlError } from '../errors.ts';
import { readInside } from './files.ts';
import type { Patch } from './kustomization.ts';

/** The objects as the patches of a kustomization leave them; each stays the object that it was. @throws KubectlError */
export function patchObjects(
  objects: readonly KubeObject[],
  patches: readonly Patch[],
  folder: string,
): KubeObject[] {
  const gone = new Set<KubeObject>();
  for (const patch of patches) {
    const change = read(patch, folder);
    for (const object of targetsOf(objects, patch, change)) {
      if (Array.isArray(change)) replaceContent(object, jsonPatched(object, change));
      else if (change.$patch === 'delete') gone.add(object);
      else merge(object, withoutIdentity(change));
    }
  }
  return objects.filter((object) => !gone.has(object));
}

function read(patch: Patch, folder: string): Dict | unknown[] {
  const { path } = patch;
  const text =
    path === undefined
      ? (patch.patch ?? '')
      : readInside(folder, path, `failed to get the patch file from path(${path})`).toString('utf8');
  const change = load(text);
  if (isDict(change) || Array.isArray(change)) return change;
  throw new KubectlError(`error: unable to parse SM or JSON patch from [${text}]`);
}

function targetsOf(
  objects: readonly KubeObject[],
  { target }: Patch,
  change: Dict | unknown[],
): KubeObject[] {
  if (target) {
    const fits = (pattern: string | undefined, value = '') =>
      new RegExp(`^(?:${pattern ?? '.*'})$`).test(value);
    return objects.filter(
      ({ kind, metadata }) => fits(target.kind, kind) && fits(target.name, metadata?.name),
    );
  }
  if (Array.isArray(change)) throw new KubectlError('error: must specify a target for JSON patch');
  const { kind, metadata } = change as KubeObject;
  const found = objects.filter((one) => one.kind === kind && one.metadata?.name === metadata?.name);
  if (found.length > 0) return found;
  throw new KubectlError(
    `error: no resource matches strategic merge patch "${kind}/${metadata?.name}": no matches for Id ${kind}/${metadata?.name}`,
  );
}

function jsonPatched(object: KubeObject, change: unknown[]): KubeObject {
  try {
    return applyJsonPatch(object, change) as KubeObject;
  } catch {
    throw new KubectlError(`error: a JSON patch does not fit ${object.kind} ${object.metadata?.name}`);
  }
}

function replaceContent(object: KubeObject, content: KubeObject): void {
  for (const key of Object.keys(object)) delete object[key];
  Object.assign(object, content);
}

/** Which object a patch is for is no change of it. */
function withoutIdentity({ apiVersion: _, kind: __, ...change }: Dict): Dict {
  if (!isDict(change.metadata)) return change;
  const { name: ___, ...metadata } = change.metadata;
  return { ...change, metadata };
}

/** A strategic merge: `null` takes away, lists whose elements have keys merge element by element, others are replaced. */
function merge(target: Dict, change: Dict): void {
  for (const [key, value] of Object.entries(change)) {
    if (key.startsWith('$')) continue;
    const before = target[key];
    if (value === null || (isDict(value) && value.$patch === 'delete')) delete target[key];
    else if (Array.isArray(value)) target[key] = mergedList(key, Array.isArray(before) ? before : [], value);
    else if (isDict(value)) {
      const inside = isDict(before) && value.$patch !== 'replace' ? before : {};
      merge(inside, value);
      target[key] = inside;
    } else target[key] = value;
  }
}

/** What a patch names comes first, in its order. */
function mergedList(field: string, before: readonly unknown[], change: readonly unknown[]): unknown[] {
  const key = mergeKey(field, [...change, ...before]);
  const isReplaced = change.some((one) => isDict(one) && one.$patch === 'replace');
  const named = change.filter(isDict).filter((one) => one.$patch !== 'replace');
  if (key === undefined || isReplaced || named.length < change.length)
    return change.filter((one) => !isDict(one) || one.$patch === undefined);
  const find = (list: readonly unknown[], like: unknown) =>
    list.find((one): one is Dict => isDict(one) && isDict(like) && one[key] === like[key]);
  const first = named
    .filter((one) => one.$patch !== 'delete')
    .map((one) => {
      const merged = find(before, one) ?? {};
      merge(merged, one);
      return merged;
    });
  return [...first, ...before.filter((one) => find(named, one) === undefined)];
}
