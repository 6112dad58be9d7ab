import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { PersistentVolume, PersistentVolumeClaim, Pod, Volume } from '../../objects.ts';
import type { Store } from '../../types.ts';
import { MountError } from './volume-files.ts';

/** Where the nodes keep what outlives pods. */
export function sharedFolder(stateDir: string): string {
  return path.join(stateDir, 'volumes');
}

/** Where a path of the nodes' own lies on this machine; `..` stops at their root. */
export function hostFolder(shared: string, hostPath: string): string {
  return path.join(shared, 'host', path.posix.join('/', hostPath));
}

export interface Places {
  /** Where the pod's own volumes lie. */
  folder: string;
  shared: string;
}

/** Where the data of a volume lies; a host path is made if its type says so. @throws MountError */
export function placeOf(store: Store, pod: Pod, volume: Volume, { folder, shared }: Places): string {
  const { name, hostPath, persistentVolumeClaim: claim } = volume;
  if (hostPath) return checked(name, hostFolder(shared, hostPath.path), hostPath);
  if (!claim) return path.join(folder, name);
  const { spec, metadata } = volumeOf(store, pod, name, claim.claimName);
  if (spec.hostPath) return checked(metadata.name, hostFolder(shared, spec.hostPath.path), spec.hostPath);
  if (spec.local)
    return checked(metadata.name, hostFolder(shared, spec.local.path), { ...spec.local, type: 'Directory' });
  throw new MountError(
    metadata.name,
    'the practice cluster mounts volumes of the types hostPath and local only',
  );
}

function volumeOf(store: Store, { metadata }: Pod, volume: string, claimName: string): PersistentVolume {
  const { namespace = 'default' } = metadata;
  const claim = store.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, claimName);
  if (!claim) throw new MountError(volume, `persistentvolumeclaim "${claimName}" not found`);
  const bound = store.get<PersistentVolume>('PersistentVolume', undefined, claim.spec.volumeName ?? '');
  if (claim.status?.phase !== 'Bound' || !bound) {
    throw new MountError(volume, `error processing PVC ${namespace}/${claimName}: PVC is not bound`);
  }
  return bound;
}

/** What has to be there under a host path, by its type; nothing is said of the types that are not here. */
function checked(
  volume: string,
  place: string,
  { path: wanted, type }: { path: string; type?: string },
): string {
  const found = statSync(place, { throwIfNoEntry: false });
  const fail = (what: string) =>
    new MountError(volume, `hostPath type check failed: ${wanted} is not a ${what}`);
  if (type === 'Directory' && !found?.isDirectory()) throw fail('directory');
  if (type === 'File' && !found?.isFile()) throw fail('file');
  if (type === 'DirectoryOrCreate' && found && !found.isDirectory()) throw fail('directory');
  if (type === 'FileOrCreate') {
    if (found && !found.isFile()) throw fail('file');
    if (!found) {
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, '');
    }
  }
  if (type === 'Socket') throw fail('socket file');
  if (type === 'CharDevice') throw fail('character device');
  if (type === 'BlockDevice') throw fail('block device');
  return place;
}
