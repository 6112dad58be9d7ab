import { rmSync } from 'node:fs';
import path from 'node:path';
import type { PersistentVolume } from '../../objects.ts';
import type { Change, Store } from '../../types.ts';
import { hostFolder } from './volume-places.ts';

/** Removes the data of volumes that are gone and were to take it along. Returns the call that ends it. */
export function reclaimVolumes(store: Store, shared: string): () => void {
  return store.subscribe('PersistentVolume', ({ type, object }: Change) => {
    const { hostPath, persistentVolumeReclaimPolicy } = (object as PersistentVolume).spec;
    if (type !== 'DELETED' || persistentVolumeReclaimPolicy !== 'Delete' || !hostPath) return;
    // As the deleter of a real cluster: nothing but what is under /tmp.
    if (!path.posix.normalize(hostPath.path).startsWith('/tmp/')) return;
    rmSync(hostFolder(shared, hostPath.path), { recursive: true, force: true, maxRetries: 3 });
  });
}
