import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../objects.ts';
import type { ClusterStore } from '../../store/store.ts';
import type { KubeObject, OwnerReference } from '../../types.ts';
import { claimsOf } from './identity.ts';
import { wantedOrdinals } from './steps.ts';

/**
 * Has the set's claims go with it, or with the pods that it is scaled down by, where its retention policy says so:
 * whoever owns them takes them along. They stay unless asked otherwise.
 */
export function keepClaims(store: ClusterStore, set: StatefulSet, pods: ReadonlyMap<number, Pod>): void {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  const wanted = new Set(wantedOrdinals(set));
  for (const [ordinal, pod] of pods) {
    const isSurplus = !wanted.has(ordinal);
    const owners = [
      ...(whenDeleted === 'Delete' ? [set] : []),
      ...(whenScaled === 'Delete' && isSurplus ? [pod] : []),
    ];
    for (const { metadata } of claimsOf(set, ordinal)) own(store, metadata, [set, pod], owners);
  }
}

/** Makes `owners`, and of `candidates` only them, own a claim. */
function own(
  store: ClusterStore,
  { namespace, name }: { namespace?: string; name: string },
  candidates: readonly KubeObject[],
  owners: readonly KubeObject[],
): void {
  const uids = new Set(candidates.map(({ metadata }) => metadata.uid));
  const claim = store.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name);
  const before = claim?.metadata.ownerReferences ?? [];
  const kept = before.filter(({ uid }) => !uids.has(uid));
  const references = [...kept, ...owners.map(referenceTo)];
  if (!claim || (before.length === 0 && references.length === 0)) return;
  store.mutate('PersistentVolumeClaim', namespace, name, ({ metadata }) => {
    if (references.length > 0) metadata.ownerReferences = references;
    else delete metadata.ownerReferences;
  });
}

function referenceTo({ apiVersion, kind, metadata }: KubeObject): OwnerReference {
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid };
}
