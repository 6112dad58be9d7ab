import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Container, Pod, Volume } from '../../objects.ts';
import type { Store } from '../../types.ts';
import { expandVariables } from '../runtime/command.ts';
import { createContainerPaths, type Mount } from '../runtime/container-paths.ts';
import { leaveMountLink } from '../runtime/mount-link.ts';
import { MountError, volumeFiles } from './volume-files.ts';

/** The volumes of one pod. */
export interface PodVolumes {
  /** Makes them, or brings what they show of ConfigMaps and Secrets up to date. @throws MountError */
  refresh(pod: Pod): void;
  /** Where a container sees them; leaves links in its root, so that it is the same seen from this machine. */
  mountsOf(container: Container, env: Readonly<Record<string, string>>, root: string): Mount[];
}

export interface VolumeOptions {
  store: Store;
  /** Where the pod's volumes lie. */
  folder: string;
  /** Where the node keeps what outlives pods: the data of claims, host paths. */
  shared: string;
}

export function createPodVolumes({ store, folder, shared }: VolumeOptions): PodVolumes {
  const sources = new Map<string, { source: string; readOnly: boolean }>();
  return {
    refresh(pod) {
      for (const volume of pod.spec.volumes ?? []) {
        const source = placeOf(store, pod, volume, { folder, shared });
        const files = volumeFiles(store, pod, volume);
        mkdirSync(source, { recursive: true });
        if (files) writeFiles(source, files);
        const readOnly = files !== undefined || volume.persistentVolumeClaim?.readOnly === true;
        sources.set(volume.name, { source, readOnly });
      }
    },
    mountsOf({ volumeMounts = [] }, env, root) {
      const plain = createContainerPaths(root);
      return volumeMounts.flatMap(({ name, mountPath, subPath, readOnly }): Mount[] => {
        const volume = sources.get(name);
        if (!volume) return [];
        const at = path.posix.normalize(mountPath).replace(/(.)\/$/, '$1');
        // `..` in a subPath stops at the volume.
        const source = subPath
          ? createContainerPaths(volume.source).toHost(path.posix.join('/', expandVariables(subPath, env)))
          : volume.source;
        if (subPath && !existsSync(source)) mkdirSync(source, { recursive: true });
        leaveMountLink(plain.toHost(at, false), source);
        return [{ at, source, readOnly: volume.readOnly || readOnly === true }];
      });
    },
  };
}

function placeOf(
  store: Store,
  pod: Pod,
  volume: Volume,
  { folder, shared }: { folder: string; shared: string },
): string {
  const { hostPath, persistentVolumeClaim: claim } = volume;
  if (hostPath) return path.join(shared, 'host', path.posix.join('/', hostPath.path));
  if (!claim) return path.join(folder, volume.name);
  const { namespace = 'default' } = pod.metadata;
  const found = store.get('PersistentVolumeClaim', namespace, claim.claimName);
  if (!found) throw new MountError(volume.name, `persistentvolumeclaim "${claim.claimName}" not found`);
  return path.join(shared, 'claims', found.metadata.uid);
}

/** Each file whole or not at all: a container may read it at any time. */
function writeFiles(folder: string, files: ReadonlyMap<string, Buffer>): void {
  for (const [name, content] of files) {
    const file = path.join(folder, path.posix.join('/', name));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, content);
    renameSync(`${file}.new`, file);
  }
  for (const name of readdirSync(folder)) {
    const isWanted = [...files.keys()].some((wanted) => wanted === name || wanted.startsWith(`${name}/`));
    if (!isWanted) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}
