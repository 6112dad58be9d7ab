import type { RecordedChange } from '../store/history.ts';
import { groupKindOf } from '../store/kinds.ts';
import type { GroupKind, KubeObject } from '../types.ts';

/** `NAMESPACE/NAME`; the namespace is empty for objects of the cluster. */
export function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

export function fromKey(key: string): { namespace: string | undefined; name: string } {
  const slash = key.indexOf('/');
  return { namespace: key.slice(0, slash) || undefined, name: key.slice(slash + 1) };
}

/** For `watches`: the changed object itself. */
export function itself({ object }: RecordedChange): string[] {
  return [keyOf(object)];
}

/** For `watches`: the controller of the changed object, now and before, if it is of `kind`. */
export function owner(kind: GroupKind): (change: RecordedChange) => string[] {
  return ({ object, previous }) => [
    ...new Set([...ownerKeys(object, kind), ...(previous ? ownerKeys(previous, kind) : [])]),
  ];
}

function ownerKeys(object: KubeObject, kind: GroupKind): string[] {
  const reference = controllerOf(object);
  if (!reference || groupKindOf(reference) !== kind) return [];
  return [`${object.metadata.namespace ?? ''}/${reference.name}`];
}

export function controllerOf(object: KubeObject) {
  return object.metadata.ownerReferences?.find((reference) => reference.controller);
}
