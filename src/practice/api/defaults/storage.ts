import type { KubeObject } from '../../types.ts';

interface Storage extends KubeObject {
  spec: { volumeMode?: string; persistentVolumeReclaimPolicy?: string };
  status?: { phase?: string };
}

export function defaultClaim(claim: Storage): void {
  claim.spec.volumeMode ??= 'Filesystem';
  claim.status ??= { phase: 'Pending' };
}

export function defaultVolume(volume: Storage): void {
  volume.spec.volumeMode ??= 'Filesystem';
  volume.spec.persistentVolumeReclaimPolicy ??= 'Retain';
  volume.status ??= { phase: 'Pending' };
}

export function defaultStorageClass(
  storageClass: KubeObject & { reclaimPolicy?: string; volumeBindingMode?: string },
): void {
  storageClass.reclaimPolicy ??= 'Delete';
  storageClass.volumeBindingMode ??= 'Immediate';
}
