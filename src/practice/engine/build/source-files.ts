import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { resolveInRoot } from '../../node/images/layer/root-path.ts';
import { globToRegExp, isGlob } from './glob.ts';
import type { Ignores } from './ignore.ts';

/** A file, folder or link that COPY is to copy. */
export interface SourceFile {
  /** From the source that COPY names: `''` for a file that is named itself, else the path within the folder. */
  within: string;
  /** Where it lies on this machine. */
  file: string;
  type: 'file' | 'directory' | 'symlink';
  mode: number;
  mtime: Date;
  size: number;
  /** Of a link. */
  target: string;
}

/** One source of COPY, after wildcards were followed. */
export interface Source {
  /** Its last name. */
  name: string;
  isFolder: boolean;
  files: SourceFile[];
}

/**
 * What a source of COPY means in a build context or in another image's files; empty when there is no such file.
 * Neither `..` nor a link leads out of `root`.
 */
export async function findSources(root: string, source: string, ignores: Ignores): Promise<Source[]> {
  const wanted = path.posix.join('/', source).slice(1).replace(/\/$/, '');
  const paths = isGlob(wanted) ? await matching(root, wanted) : [wanted];
  const found: Source[] = [];
  for (const candidate of paths) {
    const file = resolveInRoot(root, candidate);
    const files = await walk(file, '', candidate, ignores);
    const [first] = files;
    if (!first) continue;
    found.push({ name: path.posix.basename(candidate), isFolder: first.type === 'directory', files });
  }
  return found;
}

async function walk(
  file: string,
  within: string,
  inContext: string,
  ignores: Ignores,
): Promise<SourceFile[]> {
  const stats = await lstat(file).catch(() => undefined);
  if (!stats) return [];
  const type = stats.isDirectory() ? 'directory' : stats.isSymbolicLink() ? 'symlink' : 'file';
  if (type === 'file' && !stats.isFile()) return [];
  const ignored = inContext !== '' && ignores(inContext);
  if (type !== 'directory' && ignored) return [];
  const own: SourceFile = {
    within,
    file,
    type,
    mode: stats.mode & 0o777,
    mtime: stats.mtime,
    size: stats.size,
    target: type === 'symlink' ? await readlink(file) : '',
  };
  if (type !== 'directory') return [own];
  // An ignored folder may hold a file that a later `!` takes back.
  const inside: SourceFile[] = [];
  for (const name of (await readdir(file)).toSorted()) {
    inside.push(...(await walk(path.join(file, name), join(within, name), join(inContext, name), ignores)));
  }
  return ignored && inside.length === 0 ? [] : [own, ...inside];
}

async function matching(root: string, pattern: string): Promise<string[]> {
  const expression = globToRegExp(pattern);
  const depth = pattern.split('/').length;
  const found: string[] = [];
  const visit = async (folder: string, level: number) => {
    for (const name of (await readdir(path.join(root, folder)).catch(() => [])).toSorted()) {
      const candidate = join(folder, name);
      if (expression.test(candidate)) found.push(candidate);
      else if (level < depth) await visit(candidate, level + 1);
    }
  };
  await visit('', 1);
  return found;
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** A digest of names, modes and contents, but not of times: what decides whether a step can be reused. */
export async function digestSources(sources: readonly Source[]): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, isFolder, files } of sources) {
    hash.update(JSON.stringify([isFolder ? '' : name, isFolder]));
    for (const { within, type, mode, target, size, file } of files) {
      hash.update(JSON.stringify([within, type, mode, target, size]));
      if (type !== 'file') continue;
      const content = createHash('sha256');
      await pipeline(createReadStream(file), content);
      hash.update(content.digest());
    }
  }
  return hash.digest('hex');
}

export function totalSize(sources: readonly Source[]): number {
  return sources
    .flatMap((source) => source.files)
    .reduce((sum, file) => sum + (file.type === 'file' ? file.size : 0), 0);
}
