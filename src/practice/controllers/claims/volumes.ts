import { volumeProtection } from '../../api/admission/storage.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../objects.ts';
import { deleteObject } from '../../store/deletion.ts';
import type { ControllerContext } from '../controller.ts';
import { setPhase } from './binding.ts';
import { dropFinalizer } from './finalizers.ts';
import { isReservedFor } from './objects.ts';

const kind = 'PersistentVolume';

/** Volumes whose claim is gone are kept or go with their data, as they say; the others are protected. */
export function createVolumeKeeper(context: ControllerContext): (name: string) => void {
  const { store, clock } = context;

  function keep(name: string): void {
    const volume = store.get<PersistentVolume>(kind, undefined, name);
    if (!volume) return;
    const { claimRef } = volume.spec;
    const isFree = !claimRef?.uid;
    const claim = claimRef?.name
      ? store.get<PersistentVolumeClaim>('PersistentVolumeClaim', claimRef.namespace, claimRef.name)
      : undefined;
    if (isFree) phase(volume, 'Available');
    else if (!claim || !isReservedFor(volume, claim)) reclaim(volume);
    release(name);
  }

  function reclaim(volume: PersistentVolume): void {
    const { hostPath, persistentVolumeReclaimPolicy } = volume.spec;
    if (volume.status?.phase === 'Failed') return;
    phase(volume, 'Released');
    if (persistentVolumeReclaimPolicy !== 'Delete' || volume.metadata.deletionTimestamp) return;
    if (hostPath && !/^\/tmp\/.+/.test(hostPath.path)) {
      const message = `host_path deleter only supports /tmp/.+ but received provided ${hostPath.path}`;
      phase(volume, 'Failed', message);
      context.event({ object: volume, type: 'Warning', reason: 'VolumeFailedDelete', message });
    } else deleteObject(store, volume, clock.now());
  }

  /** A volume that is to go may, once it is nobody's. */
  function release(name: string): void {
    const volume = store.get<PersistentVolume>(kind, undefined, name);
    if (volume?.metadata.deletionTimestamp && volume.status?.phase !== 'Bound')
      dropFinalizer(store, volume, volumeProtection);
  }

  function phase(
    { metadata }: PersistentVolume,
    wanted: 'Available' | 'Released' | 'Failed',
    why?: string,
  ): void {
    store.mutate<PersistentVolume>(kind, undefined, metadata.name, (draft) => setPhase(draft, wanted, why));
  }

  return keep;
}
