import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Image, ImageStore } from '../images/types.ts';
import { copyRoot, listRoot, type RootFiles } from './root-files.ts';

/**
 * Where a node keeps its pods: `pods/UID/containers/NAME/rootfs`, `pods/UID/logs/NAME/COUNT.log`, `pods/UID/volumes`; and
 * in `images/ID` what their images hold.
 */
export interface PodFolders {
  /**
   * A container's root, from its image. `keep`: the one it had before, if it is of the same image, so that a node's
   * restart loses nothing.
   */
  root(uid: string, container: string, image: Image, keep: boolean): Promise<string>;
  /** The files of an image as it brings them: not to be changed. */
  original(image: Image): Promise<string>;
  log(uid: string, container: string, restarts: number): string;
  /** The numbers of the logs that there are, ascending. */
  logs(uid: string, container: string): number[];
  volumes(uid: string): string;
  /** Removes all that a pod had. */
  remove(uid: string): void;
  /** The pods that have something here. */
  pods(): string[];
}

export function createPodFolders(stateDir: string, images: ImageStore): PodFolders {
  const pods = path.join(stateDir, 'pods');
  const templates = new Map<string, Promise<{ folder: string; files: RootFiles }>>();
  // To copy files takes a fraction of what it takes to unpack them.
  const template = (image: Image) => {
    const known = templates.get(image.id);
    if (known) return known;
    const folder = path.join(stateDir, 'images', image.id.replace(':', '-'));
    const unpacked = (async () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
      mkdirSync(folder, { recursive: true });
      await images.unpack(image, folder);
      return { folder, files: listRoot(folder) };
    })();
    templates.set(image.id, unpacked);
    unpacked.catch(() => templates.delete(image.id));
    return unpacked;
  };
  const logFolder = (uid: string, container: string) => path.join(pods, uid, 'logs', container);
  return {
    async root(uid, container, image, keep) {
      const folder = path.join(pods, uid, 'containers', container);
      const root = path.join(folder, 'rootfs');
      const made = path.join(folder, 'image');
      if (keep && existsSync(made) && readFileSync(made, 'utf8') === image.id) return root;
      const { folder: source, files } = await template(image);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
      mkdirSync(folder, { recursive: true });
      // Node looks for the package of a file in every folder above it: outside the container, it finds this one.
      writeFileSync(path.join(folder, 'package.json'), '{}\n');
      copyRoot(files, source, root);
      writeFileSync(made, image.id);
      return root;
    },
    original: async (image) => (await template(image)).folder,
    log: (uid, container, restarts) => path.join(logFolder(uid, container), `${restarts}.log`),
    logs(uid, container) {
      const folder = logFolder(uid, container);
      if (!existsSync(folder)) return [];
      const numbers = readdirSync(folder).flatMap((name) => /^(\d+)\.log$/.exec(name)?.[1] ?? []);
      return numbers.map(Number).sort((a, b) => a - b);
    },
    volumes: (uid) => path.join(pods, uid, 'volumes'),
    remove: (uid) => rmSync(path.join(pods, uid), { recursive: true, force: true, maxRetries: 3 }),
    pods: () => (existsSync(pods) ? readdirSync(pods) : []),
  };
}
