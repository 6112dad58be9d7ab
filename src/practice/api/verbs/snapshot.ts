import type { ClusterStore } from '../../store/store.ts';
import type { GroupKind, KubeObject } from '../../types.ts';
import { placeOf } from './select.ts';

/** The objects of a kind as they were at a revision. @throws ApiError 410 when that is too long ago */
export function snapshot(
  store: ClusterStore,
  kind: GroupKind,
  namespace: string | undefined,
  revision: number,
): KubeObject[] {
  const now = store.list(kind, namespace === undefined ? {} : { namespace });
  if (revision >= store.revision) return now;
  const later = store.changesSince(kind, revision);
  if (later.length === 0) return now;
  const objects = new Map(now.map((object) => [placeOf(object), object]));
  for (const { type, object, previous } of later.reverse()) {
    if (namespace !== undefined && object.metadata.namespace !== namespace) continue;
    if (type === 'ADDED' || !previous) objects.delete(placeOf(object));
    else objects.set(placeOf(object), previous);
  }
  return [...objects.values()];
}
