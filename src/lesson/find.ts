import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../base/errors.ts';

/**
 * The directories with a lesson.yaml at or below each root, sorted within it, each once. A root may also be a
 * lesson.yaml itself. @throws UsageError when a root is not there
 */
export async function findLessons(roots: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const root of roots) {
    for (const dir of await lessonsAt(root)) found.add(dir);
  }
  return [...found];
}

async function lessonsAt(root: string): Promise<string[]> {
  const is = await stat(root).catch(() => undefined);
  if (!is)
    throw new UsageError(
      `There is no file or directory ${root}.`,
      'Name a directory with a lesson.yaml in it.',
    );
  if (is.isDirectory()) return lessonsBelow(root);
  return basename(root) === 'lesson.yaml' ? [dirname(root)] : [];
}

async function lessonsBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  // What is below a lesson is what it gives to the learner.
  if (entries.some((entry) => entry.name === 'lesson.yaml' && !entry.isDirectory())) return [dir];
  const lists = await Promise.all(
    entries
      .filter(isPlace)
      .map((entry) => entry.name)
      .sort()
      .map((name) => lessonsBelow(join(dir, name))),
  );
  return lists.flat();
}

function isPlace(entry: Dirent): boolean {
  return entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules';
}
