import { lstat, readFile, readlink } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { listFiles } from '../../lesson/files.ts';
import type { PackFolder } from '../store/pack-folder.ts';

/** Sends a lesson's folder as one archive. @returns false where the pack does not have it */
export async function sendLesson(folder: PackFolder, id: string, response: ServerResponse): Promise<boolean> {
  const dir = join(folder.lessonsDir, id);
  const paths = await listFiles(dir).catch(() => undefined);
  if (!paths) return false;
  response.writeHead(200, { 'Content-Type': 'application/gzip' });
  const archive = pack();
  const sending = pipeline(archive, createGzip(), response);
  try {
    for (const path of paths) {
      const file = join(dir, path);
      const { mode, mtime } = await lstat(file);
      const name = `${id}/${path}`;
      const link = await readlink(file).catch(() => undefined);
      if (link !== undefined) archive.entry({ name, type: 'symlink', linkname: link, mtime });
      else archive.entry({ name, mode: mode & 0o777, mtime }, await readFile(file));
    }
    archive.finalize();
  } catch (error) {
    archive.destroy(error as Error);
  }
  await sending;
  return true;
}
