import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../objects.ts';
import type { ClusterStore } from '../../store/store.ts';
import type { KubeObject } from '../../types.ts';

export const claimProtection = 'kubernetes.io/pvc-protection';
export const volumeProtection = 'kubernetes.io/pv-protection';
const defaultAnnotation = 'storageclass.kubernetes.io/is-default-class';

/** A new claim that names no class is one of the default class; it stays for as long as a pod uses it. */
export function admitClaim(
  { store }: { store: ClusterStore },
  claim: PersistentVolumeClaim,
  before: PersistentVolumeClaim | undefined,
): undefined {
  if (before) return;
  protect(claim, claimProtection);
  const name = claim.spec.storageClassName ?? defaultClass(store)?.metadata.name;
  if (name !== undefined) claim.spec.storageClassName = name;
}

/** A volume stays for as long as it is bound. */
export function admitVolume(
  _api: { store: ClusterStore },
  volume: PersistentVolume,
  before: PersistentVolume | undefined,
): undefined {
  if (!before) protect(volume, volumeProtection);
}

function protect({ metadata }: KubeObject, finalizer: string): void {
  if (!metadata.finalizers?.includes(finalizer))
    metadata.finalizers = [...(metadata.finalizers ?? []), finalizer];
}

/** Of several, the newest. */
function defaultClass(store: ClusterStore): StorageClass | undefined {
  const classes = store.list<StorageClass>('storage.k8s.io/StorageClass');
  return classes
    .filter(({ metadata }) => metadata.annotations?.[defaultAnnotation] === 'true')
    .sort((left, right) => left.metadata.creationTimestamp.localeCompare(right.metadata.creationTimestamp))
    .at(-1);
}
