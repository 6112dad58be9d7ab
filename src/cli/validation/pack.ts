import { lstat, readFile, readlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { UsageError } from '../../base/errors.ts';
import { listFiles } from '../../lesson/files.ts';
import type { Lesson } from '../../lesson/load.ts';

/** Bytes of all lessons, compressed: they go through the cluster's API. */
const most = 10_000_000;

/** The folder of the durations in an archive. */
export const durationsFolder = 'durations';

/** The folders of lessons, and reports to split by, as one compressed archive. @throws UsageError when it is too large */
export async function packLessons(lessons: readonly Lesson[], durations: readonly string[]): Promise<Buffer> {
  const archive = pack();
  const packed = buffer(archive.pipe(createGzip()) as unknown as AsyncIterable<Uint8Array>);
  for (const [index, { dir, id }] of lessons.entries()) {
    for (const path of await listFiles(dir)) {
      const file = join(dir, path);
      const name = `lessons/${packedName(index, id)}/${path}`;
      const facts = await lstat(file);
      if (facts.isSymbolicLink()) archive.entry({ name, type: 'symlink', linkname: await readlink(file) });
      else archive.entry({ name, mode: facts.mode & 0o777 }, await readFile(file));
    }
  }
  for (const [index, file] of durations.entries())
    archive.entry({ name: `${durationsFolder}/${index}.json` }, await readFile(file));
  archive.finalize();
  const bytes = await packed;
  if (bytes.length <= most) return bytes;
  throw new UsageError(
    `These workshops take ${Math.round(bytes.length / 1e6)} MB, which is too much to hand to a cluster.`,
    'Validate fewer of them at a time.',
  );
}

/** Two lessons in different folders may have the same id. */
function packedName(index: number, id: string): string {
  return `${String(index).padStart(4, '0')}-${id}`;
}

/** Which of the packed lessons a path of its lesson.yaml belongs to. */
export function packedIndex(file: string): number {
  return Number.parseInt(basename(dirname(file)), 10);
}
