import { matchesSelector } from '../../api/selectors/labels.ts';
import type { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../objects.ts';
import { parseQuantity } from '../../quantity.ts';
import type { ClusterStore } from '../../store/store.ts';

/** The names of the claims that a pod uses. */
export function claimNames({ spec }: Pod): string[] {
  return (spec.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) => (claim ? [claim.claimName] : []));
}

export function isBound({ spec, status }: PersistentVolumeClaim): boolean {
  return status?.phase === 'Bound' && spec.volumeName !== undefined;
}

export function classOf(store: ClusterStore, claim: PersistentVolumeClaim): StorageClass | undefined {
  const { storageClassName } = claim.spec;
  if (!storageClassName) return undefined;
  return store.get('storage.k8s.io/StorageClass', undefined, storageClassName);
}

/** A claim of such a class is bound when a pod comes that uses it. */
export function waitsForConsumer(store: ClusterStore, claim: PersistentVolumeClaim): boolean {
  return classOf(store, claim)?.volumeBindingMode === 'WaitForFirstConsumer';
}

/** Whether a volume is meant for a claim, by its reference. */
export function isReservedFor(
  { spec: { claimRef } }: PersistentVolume,
  claim: PersistentVolumeClaim,
): boolean {
  const { namespace, name, uid } = claim.metadata;
  if (!claimRef || claimRef.namespace !== namespace || claimRef.name !== name) return false;
  return !claimRef.uid || claimRef.uid === uid;
}

/** The smallest volume that has all that the claim asks for; one that was made for it before all others. */
export function bestVolume(
  volumes: readonly PersistentVolume[],
  claim: PersistentVolumeClaim,
): PersistentVolume | undefined {
  const fitting = volumes.filter((volume) => fits(volume, claim));
  const reserved = fitting.find((volume) => isReservedFor(volume, claim));
  if (reserved) return reserved;
  return fitting
    .filter(({ spec, metadata }) => !spec.claimRef && !metadata.deletionTimestamp)
    .sort((left, right) => capacity(left) - capacity(right))[0];
}

function fits(volume: PersistentVolume, { spec }: PersistentVolumeClaim): boolean {
  const modes = new Set(volume.spec.accessModes);
  return (
    (volume.spec.storageClassName ?? '') === (spec.storageClassName ?? '') &&
    (volume.spec.volumeMode ?? 'Filesystem') === (spec.volumeMode ?? 'Filesystem') &&
    (spec.accessModes ?? []).every((mode) => modes.has(mode)) &&
    capacity(volume) >= (parseQuantity(spec.resources?.requests?.storage ?? '0') ?? 0) &&
    (spec.selector === undefined || matchesSelector(spec.selector, volume.metadata.labels))
  );
}

function capacity({ spec }: PersistentVolume): number {
  return parseQuantity(spec.capacity?.storage ?? '0') ?? 0;
}
