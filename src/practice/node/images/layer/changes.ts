import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import path from 'node:path';
import type { LayerEntry } from './pack.ts';

/** The files below a folder, by path without a leading slash, and what tells one state of each from another. */
export type Snapshot = ReadonlyMap<string, string>;

export interface Changes {
  added: string[];
  modified: string[];
  /** Only the uppermost of what is gone. */
  deleted: string[];
}

/**
 * @param skip paths that are left out, with all below them
 * @param sign what changes when a file does
 */
export function takeSnapshot(
  root: string,
  skip: ReadonlySet<string>,
  sign: (file: string, stats: Stats) => string = byStats,
): Snapshot {
  const found = new Map<string, string>();
  const visit = (folder: string) => {
    for (const name of readdirSync(path.join(root, folder)).toSorted()) {
      const place = folder === '' ? name : `${folder}/${name}`;
      if (skip.has(place)) continue;
      const file = path.join(root, place);
      const stats = lstatSync(file, { throwIfNoEntry: false });
      if (!stats || !(stats.isFile() || stats.isDirectory() || stats.isSymbolicLink())) continue;
      found.set(place, sign(file, stats));
      if (stats.isDirectory()) visit(place);
    }
  };
  visit('');
  return found;
}

/** Of one folder at two times. */
function byStats(_file: string, stats: Stats): string {
  const { mode, size, mtimeMs, ctimeMs, ino } = stats;
  return stats.isDirectory() ? `folder ${mode}` : `${mode} ${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

/** Of a folder and its copy. */
export function byContent(file: string, stats: Stats): string {
  if (stats.isDirectory()) return `folder ${stats.mode}`;
  if (stats.isSymbolicLink()) return `link ${readlinkSync(file)}`;
  return `${stats.mode} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`;
}

export function compareSnapshots(before: Snapshot, after: Snapshot): Changes {
  const changes: Changes = { added: [], modified: [], deleted: [] };
  for (const [place, state] of after) {
    const earlier = before.get(place);
    if (earlier === undefined) changes.added.push(place);
    else if (earlier !== state) changes.modified.push(place);
  }
  for (const place of before.keys()) {
    if (after.has(place) || (place.includes('/') && !after.has(path.posix.dirname(place)))) continue;
    changes.deleted.push(place);
  }
  return changes;
}

/** The layer that makes the changes: what is new or other, and a whiteout for each that is gone. */
export function layerEntries(root: string, { added, modified, deleted }: Changes): LayerEntry[] {
  const gone = deleted.map((place): LayerEntry => {
    const folder = path.posix.dirname(place);
    const name = `.wh.${path.posix.basename(place)}`;
    return {
      type: 'file',
      path: folder === '.' ? name : `${folder}/${name}`,
      content: Buffer.alloc(0),
      mode: 0o644,
      mtime: new Date(),
    };
  });
  const kept = [...added, ...modified].toSorted().map((place): LayerEntry => {
    const file = path.join(root, place);
    const stats = lstatSync(file);
    const common = { path: place, mode: stats.mode & 0o777, mtime: stats.mtime };
    if (stats.isDirectory()) return { type: 'directory', ...common };
    if (stats.isSymbolicLink()) return { type: 'symlink', target: readlinkSync(file), ...common };
    return { type: 'file', source: file, size: stats.size, ...common };
  });
  return [...gone, ...kept];
}
