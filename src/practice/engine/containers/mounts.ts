import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { ContainerPaths, Mount } from '../../node/runtime/container-paths.ts';
import { createContainerPaths } from '../../node/runtime/container-paths.ts';
import { leaveMountLink } from '../../node/runtime/mount-link.ts';
import { EngineError } from '../errors.ts';
import type { ContainerSpec } from './api.ts';
import type { MountRecord } from './record.ts';
import type { Volumes } from './volumes.ts';

/** What a container is to see where; volumes are made that do not exist yet. @throws EngineError 400 */
export function planMounts(spec: ContainerSpec, ofImage: readonly string[], volumes: Volumes): MountRecord[] {
  const planned = spec.mounts.map((mount): MountRecord => {
    const target = path.posix.normalize(mount.target).replace(/(.)\/$/, '$1');
    if (!target.startsWith('/'))
      throw new EngineError(
        400,
        `invalid mount config for type "${mount.type}": invalid mount path: '${mount.target}' mount path must be absolute`,
      );
    if (target === '/') throw new EngineError(400, "invalid specification: destination can't be '/'");
    const { type, readOnly, source } = mount;
    if (type === 'volume') {
      const { volume } = volumes.ensure(source);
      return { type, name: volume.name, source: volumes.place(volume.name), target, readOnly };
    }
    if (type === 'bind' && !existsSync(source)) {
      if (!mount.create)
        throw new EngineError(
          400,
          `invalid mount config for type "bind": bind source path does not exist: ${source}`,
        );
      mkdirSync(source, { recursive: true });
    }
    return { type, name: '', source, target, readOnly };
  });
  const doubled = planned.find(
    ({ target }, index) => planned.findIndex((one) => one.target === target) !== index,
  );
  if (doubled) throw new EngineError(400, `Duplicate mount point: ${doubled.target}`);
  for (const target of ofImage) {
    if (planned.some((mount) => mount.target === target)) continue;
    const { volume } = volumes.ensure('');
    planned.push({
      type: 'volume',
      name: volume.name,
      source: volumes.place(volume.name),
      target,
      readOnly: false,
    });
  }
  return planned;
}

/** Puts the mounts into a container's root. @param scratch where its tmpfs lie, empty at each start */
export function placeMounts(
  root: string,
  mounts: readonly MountRecord[],
  volumes: Volumes,
  scratch: string,
): ContainerPaths {
  const plain = createContainerPaths(root);
  const placed = mounts
    .toSorted((a, b) => a.target.length - b.target.length)
    .map(({ type, name, source, target, readOnly }, index): Mount => {
      const at =
        type === 'tmpfs'
          ? path.join(scratch, String(index))
          : type === 'volume'
            ? volumes.place(name)
            : source;
      if (type !== 'bind') mkdirSync(at, { recursive: true });
      const place = plain.toHost(target, false);
      if (type === 'volume' && readdirSync(at).length === 0) fill(at, place);
      // A mount inside of another mount is found by its path alone.
      if (!mounts.some((outer) => outer.target !== target && target.startsWith(`${outer.target}/`)))
        leaveMountLink(place, at);
      return { at: target, source: at, readOnly };
    });
  return createContainerPaths(root, placed);
}

/** A new volume begins with what the image has in its place. */
function fill(volume: string, place: string): void {
  // From the second start on, there is the link to the volume itself.
  if (!lstatSync(place, { throwIfNoEntry: false })?.isDirectory()) return;
  cpSync(place, volume, { recursive: true, verbatimSymlinks: true });
}
