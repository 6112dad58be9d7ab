import { cpSync, existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../errors.ts';
import type { EngineContainer } from './container.ts';

export interface CopyWish {
  /** Inside the container. */
  inside: string;
  /** On this machine, absolute. */
  outside: string;
  direction: 'in' | 'out';
  /** The source is the content of a folder (`folder/.`). */
  contentOnly: boolean;
  /** The destination was written as a folder (`folder/`). */
  intoFolder: boolean;
}

/** `docker cp`: resolves to the bytes that an archive of it takes. @throws EngineError */
export async function copy(container: EngineContainer, wish: CopyWish): Promise<number> {
  const { direction, contentOnly, intoFolder } = wish;
  const { name } = container.record;
  const paths = await container.paths();
  const inside = path.posix.resolve('/', wish.inside);
  const place = paths.toHost(inside);
  const [source, target] = direction === 'in' ? [wish.outside, place] : [place, wish.outside];
  const missing = (file: string) =>
    new EngineError(404, `Could not find the file ${file} in container ${name}`);
  if (!existsSync(source) && !lstatSync(source, { throwIfNoEntry: false }))
    throw direction === 'in'
      ? new EngineError(404, `lstat ${source}: no such file or directory`)
      : missing(inside);
  if (direction === 'in' && paths.isReadOnly(inside))
    throw new EngineError(403, 'mounted volume is marked read-only');
  const isFolder = statSync(source).isDirectory();
  const there = statSync(target, { throwIfNoEntry: false });
  if (!there && !existsSync(path.dirname(target))) {
    throw direction === 'in'
      ? missing(path.posix.dirname(inside))
      : new EngineError(400, `invalid output path: directory "${path.dirname(target)}" does not exist`);
  }
  if (!there && intoFolder && !isFolder) {
    throw direction === 'in'
      ? new EngineError(400, 'destination directory must exist')
      : new EngineError(400, 'no such directory');
  }
  if (isFolder && there && !there.isDirectory()) throw new EngineError(400, 'cannot copy directory');
  const base = direction === 'in' ? path.basename(source) : path.posix.basename(inside);
  const destination = there?.isDirectory() && !(isFolder && contentOnly) ? path.join(target, base) : target;
  cpSync(source, destination, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  return archiveSize(source) + endOfArchive;
}

const block = 512;
const endOfArchive = 2 * block;

function archiveSize(file: string): number {
  const stats = lstatSync(file);
  if (!stats.isDirectory()) return block + Math.ceil(stats.size / block) * block;
  return readdirSync(file).reduce((sum, name) => sum + archiveSize(path.join(file, name)), block);
}
