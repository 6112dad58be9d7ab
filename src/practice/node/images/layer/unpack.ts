import {
  chmodSync,
  copyFileSync,
  createWriteStream,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { readAll } from '../read-all.ts';
import { resolveInRoot } from './root-path.ts';

const whiteout = '.wh.';
const opaque = '.wh..wh..opq';
/** Bytes up to which a file is held in memory: most are, and opening a stream for each takes longer than all the rest. */
const small = 64 * 1024;

/** All that an archive holds, or its folders and symbolic links alone: where a path leads needs no more. */
export type Extent = 'all' | 'outline';

/**
 * Lays a compressed layer over what `folder` already holds: a later file replaces an earlier one, and whiteouts remove.
 * No entry reaches outside `folder`, whatever its name or the links on its way.
 */
export async function unpackLayer(layer: Readable, folder: string, extent: Extent = 'all'): Promise<void> {
  const plain = createGunzip();
  await Promise.all([pipeline(layer, plain), unpackArchive(plain, folder, extent)]);
}

/** As `unpackLayer`, of an archive that is not compressed. */
export async function unpackArchive(source: Readable, folder: string, extent: Extent = 'all'): Promise<void> {
  const archive = extract();
  const feeding = pipeline(source, archive as unknown as NodeJS.WritableStream);
  const reading = (async () => {
    for await (const entry of archive) {
      await place(folder, entry.header, entry as unknown as Readable, extent);
      entry.resume();
    }
  })();
  await Promise.all([feeding, reading]);
}

/** Hundreds of small things make an image: each is done at once, waiting for its turn would take longer than it does. */
async function place(folder: string, header: Header, content: Readable, extent: Extent): Promise<void> {
  const target = resolveInRoot(folder, header.name);
  if (target === folder) return;
  const base = path.basename(target);
  if (base === opaque) return clear(path.dirname(target));
  if (base.startsWith(whiteout)) {
    rmSync(path.join(path.dirname(target), base.slice(whiteout.length)), { recursive: true, force: true });
    return;
  }
  mkdirSync(path.dirname(target), { recursive: true });
  makeRoom(target, header.type === 'directory');
  if (extent === 'outline' && header.type !== 'directory' && header.type !== 'symlink') return;
  const mode = (header.mode ?? 0o644) & 0o777;
  switch (header.type) {
    case 'directory':
      mkdirSync(target, { recursive: true });
      // The one who runs the cluster must be able to remove it again, whatever the image says.
      return chmodSync(target, mode | 0o700);
    case 'symlink':
      return symlinkSync(relativeTarget(folder, target, header.linkname ?? ''), target);
    case 'link':
      return hardLink(resolveInRoot(folder, header.linkname ?? ''), target);
    case 'file':
    case 'contiguous-file':
      return (header.size ?? 0) <= small
        ? writeFileSync(target, await readAll(content), { mode: mode | 0o600 })
        : pipeline(content, createWriteStream(target, { mode: mode | 0o600 }));
    default:
      // Devices and pipes: nothing that runs here could use them.
      return;
  }
}

function makeRoom(target: string, forFolder: boolean): void {
  const there = lstatSync(target, { throwIfNoEntry: false });
  if (there && !(forFolder && there.isDirectory())) rmSync(target, { recursive: true });
}

function clear(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

/**
 * A link's target as a relative path that stays inside the container's files: what follows it on this machine then
 * arrives where a process inside the container would.
 */
function relativeTarget(folder: string, at: string, target: string): string {
  const inside = target.startsWith('/')
    ? target
    : path.posix.join('/', path.relative(folder, path.dirname(at)).split(path.sep).join('/'), target);
  return path.relative(path.dirname(at), path.join(folder, path.posix.normalize(inside))) || '.';
}

function hardLink(existing: string, target: string): void {
  try {
    linkSync(existing, target);
  } catch {
    copyFileSync(existing, target);
  }
}
