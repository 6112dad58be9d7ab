import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { LayerEntry } from '../../node/images/layer/pack.ts';
import { resolveInRoot } from '../../node/images/layer/root-path.ts';
import type { Source } from './source-files.ts';

export interface CopyTarget {
  /** The folders and links of the stage so far. */
  root: string;
  /** Absolute inside the image; a trailing slash says folder. */
  destination: string;
  /** Of every file copied, in place of its own. */
  mode: number | undefined;
}

/** The entries of the layer that a COPY adds, the folders on the way included. */
export async function copyEntries(
  sources: readonly Source[],
  { root, destination, mode }: CopyTarget,
): Promise<LayerEntry[]> {
  const resolved = resolveInRoot(root, `${destination}/.`);
  const isFolder =
    destination.endsWith('/') ||
    sources.length > 1 ||
    ((await lstat(resolved).catch(() => undefined))?.isDirectory() ?? false);
  const base = path.relative(root, resolved).split(path.sep).join('/');
  const entries: LayerEntry[] = [];
  const asFolder = isFolder || sources.some((source) => source.isFolder);
  entries.push(...(await missingFolders(root, asFolder ? base : path.posix.dirname(base))));
  for (const { name, isFolder: copiesContent, files } of sources) {
    const target = copiesContent || !isFolder ? base : join(base, name);
    for (const file of files) {
      const place = join(target, file.within);
      if (place === '') continue;
      const common = { path: place, mtime: file.mtime, mode: mode ?? file.mode };
      if (file.type === 'directory') {
        // The folder that COPY names gives its content; what it is copied to keeps its own mode.
        if (file.within !== '') entries.push({ type: 'directory', ...common, mode: file.mode });
      } else if (file.type === 'symlink') {
        entries.push({ type: 'symlink', ...common, target: file.target });
      } else {
        entries.push({ type: 'file', ...common, source: file.file, size: file.size });
      }
    }
  }
  return entries;
}

/** Entries for a folder and those above it, as far as they do not exist. */
export async function missingFolders(root: string, folder: string): Promise<LayerEntry[]> {
  const names = folder === '.' ? [] : folder.split('/').filter((name) => name !== '');
  const entries: LayerEntry[] = [];
  for (let depth = 1; depth <= names.length; depth++) {
    const place = names.slice(0, depth).join('/');
    if (await lstat(path.join(root, place)).catch(() => undefined)) continue;
    entries.push({ type: 'directory', path: place, mode: 0o755, mtime: new Date() });
  }
  return entries;
}

function join(folder: string, name: string): string {
  return folder === '' || name === '' ? folder + name : `${folder}/${name}`;
}
