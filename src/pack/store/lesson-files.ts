import { randomUUID } from 'node:crypto';
import { copyFile, lstat, mkdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { listFiles } from '../../lesson/files.ts';
import type { Lesson } from '../../lesson/load.ts';
import type { PackFolder } from './pack-folder.ts';

export interface LessonFiles {
  readonly id: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** The pack has them as they are now. */
  readonly saved: boolean;
}

/** The files of a lesson, and whether the pack has them. */
export async function lessonFiles({ id, dir }: Lesson, folder: PackFolder): Promise<LessonFiles> {
  const paths = await listFiles(dir);
  const target = join(folder.lessonsDir, id);
  const there = await listFiles(target).catch((): string[] => []);
  const files = await Promise.all(
    paths.map(async (path) => ({ path, size: (await lstat(join(dir, path))).size })),
  );
  const same = await Promise.all(paths.map((path) => isSame(join(dir, path), join(target, path))));
  return { id, files, saved: same.every(Boolean) && there.length === paths.length };
}

/** Puts a lesson into the pack, in place of an earlier version of it. */
export async function saveLesson({ id, dir }: Lesson, folder: PackFolder): Promise<void> {
  const target = join(folder.lessonsDir, id);
  const draft = join(folder.lessonsDir, `.${id}-${randomUUID()}`);
  try {
    for (const path of await listFiles(dir)) await copy(join(dir, path), join(draft, path));
    await rm(target, { recursive: true, force: true });
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  if ((await lstat(from)).isSymbolicLink()) await symlink(await readlink(from), to);
  else await copyFile(from, to);
}

async function isSame(one: string, other: string): Promise<boolean> {
  try {
    const [first, second] = await Promise.all([lstat(one), lstat(other)]);
    if (first.isSymbolicLink() || second.isSymbolicLink())
      return (await readlink(one)) === (await readlink(other));
    return first.size === second.size && (await readFile(one)).equals(await readFile(other));
  } catch {
    return false;
  }
}
