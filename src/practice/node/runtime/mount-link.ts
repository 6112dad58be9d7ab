import { lstatSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/**
 * Leaves a link where a container's root has a mount, so that it is the same seen from this machine.
 * @param place where the mount lies in the root, seen from this machine
 * @param source what is mounted there
 */
export function leaveMountLink(place: string, source: string): void {
  // The link of an earlier start is taken away alone, never what it leads to.
  const isLink = lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  rmSync(place, { recursive: !isLink, force: true });
  mkdirSync(path.dirname(place), { recursive: true });
  symlinkSync(source, place, statSync(source).isDirectory() ? 'junction' : 'file');
}
