import { randomUUID } from 'node:crypto';
import { copyFile, lstat, mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Lesson } from './inspect.ts';

/** The files below a directory, as sorted paths from it with /; symbolic links are listed and not followed. */
export async function listFiles(dir: string): Promise<string[]> {
  const found: string[] = [];
  const visit = async (prefix: string): Promise<void> => {
    for (const entry of await readdir(join(dir, prefix), { withFileTypes: true })) {
      const path = prefix ? `${prefix}/${entry.name}` : entry.name;
      if (entry.isDirectory()) await visit(path);
      else if (entry.isFile() || entry.isSymbolicLink()) found.push(path);
    }
  };
  await visit('');
  return found.sort();
}

/**
 * Gives a working directory the files that a lesson starts with, and returns which were copied. What is there already
 * stays as it is: it may be the learner's work. For the beginning of a run: called again later it would bring back
 * what a step or the learner has removed.
 */
export async function copyFiles(lesson: Pick<Lesson, 'filesDir'>, workDir: string): Promise<string[]> {
  const { filesDir } = lesson;
  if (filesDir === undefined) return [];
  const copied: string[] = [];
  for (const path of await listFiles(filesDir)) {
    if (await copyNew(join(filesDir, path), join(workDir, path))) copied.push(path);
  }
  return copied;
}

async function copyNew(from: string, to: string): Promise<boolean> {
  if (await exists(to)) return false;
  try {
    await mkdir(dirname(to), { recursive: true });
  } catch (error) {
    // The learner has a file where the lesson has a directory.
    if (['EEXIST', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
  // Under another name first: half a file that a crash leaves would pass for the learner's own.
  const draft = join(dirname(to), `.${randomUUID()}.tmp`);
  try {
    const link = (await lstat(from)).isSymbolicLink();
    await (link ? symlink(await readlink(from), draft) : copyFile(from, draft));
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return true;
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
