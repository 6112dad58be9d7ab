import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UsageError } from '../base/errors.ts';
import { packageRoot } from '../base/package-root.ts';
import { findLessons, type Lesson, loadLesson } from '../lesson/load.ts';

/** The workshops that ship. */
export const shippedLessons = join(packageRoot, 'lessons');

/** The order to take them in; any other comes after these. */
const course = ['first-steps', 'dockercoins', 'chat-gateway', 'delivery', 'when-it-breaks'];

/** The folders of the workshops that ship, in the order to take them in. */
export async function shippedDirs(): Promise<string[]> {
  const place = (dir: string) => {
    const at = course.indexOf(basename(dir));
    return at < 0 ? course.length : at;
  };
  return (await findLessons([shippedLessons])).toSorted((a, b) => place(a) - place(b));
}

/** The folder of a lesson that was named by its folder or, of those that ship, by its id. @throws UsageError */
export async function lessonDir(name: string): Promise<string> {
  if (existsSync(join(resolve(name), 'lesson.yaml'))) return resolve(name);
  const shipped = join(shippedLessons, name);
  if (/^[\w-]+$/.test(name) && existsSync(join(shipped, 'lesson.yaml'))) return shipped;
  const known = (await shippedDirs()).map((dir) => basename(dir));
  throw new UsageError(
    `There is no workshop "${name}": neither a folder with a lesson.yaml nor one of those that ship.`,
    `Those that ship: ${known.join(', ')}.`,
  );
}

/** The folders of the lessons at or below paths, in a fixed order. @throws UsageError when a path has none. */
export async function lessonDirs(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths.length > 0 ? paths : [shippedLessons]) {
    const dirs = await findLessons([resolve(path)]);
    if (dirs.length === 0) {
      throw new UsageError(
        `${path}: no lesson.yaml here or in a folder below.`,
        'Name a folder with a lesson in it.',
      );
    }
    found.push(...dirs);
  }
  return found;
}

/** The lessons of folders, in a fixed order. @throws UsageError when a folder has none. */
export async function lessonsIn(paths: readonly string[]): Promise<Lesson[]> {
  const lessons: Lesson[] = [];
  for (const dir of await lessonDirs(paths)) lessons.push(await loadLesson(dir));
  return lessons;
}
