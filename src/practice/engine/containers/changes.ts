import { lstatSync } from 'node:fs';
import path from 'node:path';
import { byContent, type Changes, compareSnapshots, takeSnapshot } from '../../node/images/layer/changes.ts';
import type { EngineContainer } from './container.ts';

/** What the engine itself writes into a container's files. */
const written = ['etc/hostname', 'etc/hosts', 'etc/resolv.conf'];

/** What a container has changed of its image's files. @param original the image's files */
export async function changesOf(container: EngineContainer, original: string): Promise<Changes> {
  const root = await container.root();
  const mounts = container.record.mounts.map(({ target }) => target.slice(1));
  const skip = new Set([...written, ...mounts]);
  return compareSnapshots(takeSnapshot(original, skip, byContent), takeSnapshot(root, skip, byContent));
}

/** Bytes of the files that a container has made or changed. */
export async function changedBytes(container: EngineContainer, original: string): Promise<number> {
  const root = await container.root();
  const { added, modified } = await changesOf(container, original);
  return [...added, ...modified]
    .map((place) => lstatSync(path.join(root, place)))
    .reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
}

/** As `docker diff` prints them: a folder in which something changed has changed too. */
export function changeLines({
  added,
  modified,
  deleted,
}: Changes): { kind: 'A' | 'C' | 'D'; path: string }[] {
  const kinds = new Map<string, 'A' | 'C' | 'D'>();
  for (const place of [...added, ...modified, ...deleted]) {
    for (let folder = path.posix.dirname(place); folder !== '.'; folder = path.posix.dirname(folder))
      kinds.set(folder, 'C');
  }
  for (const place of modified) kinds.set(place, 'C');
  for (const place of added) kinds.set(place, 'A');
  for (const place of deleted) kinds.set(place, 'D');
  return [...kinds]
    .map(([place, kind]) => ({ kind, path: `/${place}` }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
