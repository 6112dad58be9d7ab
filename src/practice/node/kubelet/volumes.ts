import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Container, Pod } from '../../objects.ts';
import { expandVariables } from '../runtime/command.ts';
import { createContainerPaths, type Mount } from '../runtime/container-paths.ts';
import { leaveMountLink } from '../runtime/mount-link.ts';
import { copyOfShown, showFiles } from './shown-files.ts';
import { type Sources, volumeFiles } from './volume-files.ts';
import { placeOf } from './volume-places.ts';

/** The volumes of one pod. */
export interface PodVolumes {
  /** Makes them, or brings what they show of ConfigMaps and Secrets up to date. @throws MountError */
  refresh(pod: Pod): void;
  /** Where a container sees them; leaves links in its root, so that it is the same seen from this machine. */
  mountsOf(container: Container, env: Readonly<Record<string, string>>, root: string): Mount[];
}

export interface VolumeOptions extends Sources {
  /** Where the pod's volumes lie. */
  folder: string;
  /** Where the node keeps what outlives pods: the data of claims, host paths. */
  shared: string;
}

export function createPodVolumes({ store, tokenOf, folder, shared }: VolumeOptions): PodVolumes {
  const sources = new Map<string, { source: string; isShown: boolean; readOnly: boolean }>();
  return {
    refresh(pod) {
      for (const volume of pod.spec.volumes ?? []) {
        const source = placeOf(store, pod, volume, { folder, shared });
        const files = volumeFiles({ store, tokenOf }, pod, volume);
        if (!existsSync(source)) mkdirSync(source, { recursive: true });
        if (files) showFiles(source, files);
        const isShown = files !== undefined;
        const readOnly = isShown || volume.persistentVolumeClaim?.readOnly === true;
        sources.set(volume.name, { source, isShown, readOnly });
      }
    },
    mountsOf({ name: container, volumeMounts = [] }, env, root) {
      const plain = createContainerPaths(root);
      return volumeMounts.flatMap(({ name, mountPath, readOnly, ...mount }, index): Mount[] => {
        const volume = sources.get(name);
        if (!volume) return [];
        const at = path.posix.normalize(mountPath).replace(/(.)\/$/, '$1');
        const subPath = mount.subPathExpr ? expandVariables(mount.subPathExpr, env) : mount.subPath;
        let { source } = volume;
        if (subPath) {
          // `..` in a subPath stops at the volume.
          source = createContainerPaths(volume.source).toHost(path.posix.join('/', subPath));
          if (!existsSync(source)) mkdirSync(source, { recursive: true });
          const copy = path.join(folder, '..', 'subpaths', name, container, String(index));
          if (volume.isShown) source = copyOfShown(source, copy);
        }
        leaveMountLink(plain.toHost(at, false), source);
        return [{ at, source, readOnly: volume.readOnly || readOnly === true }];
      });
    },
  };
}
