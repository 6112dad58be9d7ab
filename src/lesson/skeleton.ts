import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { UsageError } from '../base/errors.ts';
import { type Language, languages } from '../base/languages.ts';
import { packageRoot } from '../base/package-root.ts';

/** A lesson that works, to begin from. It is a lesson itself, so that lint and validate can try it. */
const template = join(packageRoot, 'templates', 'lesson');
const schema = join(packageRoot, 'lesson.schema.json');

/**
 * Writes a small lesson into a folder that is not there yet, or is empty, in English and in these languages. Returns
 * the names of its files. @throws UsageError, and then nothing was written over
 */
export async function writeSkeleton(dir: string, wanted: readonly Language[]): Promise<string[]> {
  const id = idOfFolder(dir);
  const spoken = languages.filter((language) => language === 'en' || wanted.includes(language));
  await makeLessonFolder(dir);
  const yaml = (await readFile(join(template, 'lesson.yaml'), 'utf8'))
    .replace(/\$schema=.*/, `$schema=${schemaFrom(dir)}`)
    .replace(/^id: .*/m, `id: ${id}`)
    .replace(/^languages: .*/m, `languages: [${spoken.join(', ')}]`);
  const pages = spoken.map((language) => `${language}.md`);
  await writeNew(join(dir, 'lesson.yaml'), yaml);
  for (const page of pages) await writeNew(join(dir, page), await readFile(join(template, page), 'utf8'));
  return ['lesson.yaml', ...pages];
}

/** The folder's name as a lesson's id. @throws UsageError where it has no letter or digit that an id may have */
export function idOfFolder(dir: string): string {
  const plain = basename(dir).normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const id = plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  if (id !== '') return id;
  throw new UsageError(
    `No id can be made from the folder's name "${basename(dir)}": an id is lower-case words (a-z, 0-9) joined by hyphens.`,
    'Name the folder after the lesson, such as my-lesson.',
  );
}

/** @throws UsageError where it cannot be made, or is not empty */
export async function makeLessonFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'there is a file of that name' : code;
    throw new UsageError(`The folder ${dir} cannot be made: ${why}.`, 'Name another one.');
  }
  const there = await readdir(dir);
  if (there.length === 0) return;
  throw new UsageError(
    there.includes('lesson.yaml')
      ? `There is a lesson in ${dir} already.`
      : `The folder ${dir} is not empty: ${there.slice(0, 3).join(', ')}${there.length > 3 ? ', …' : ''}.`,
    'Name a folder that is not there yet.',
  );
}

/** @throws UsageError */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${(error as NodeJS.ErrnoException).code}.`);
  }
}

/** Where an editor finds the schema: from the lesson, if both are parts of one project; else where it is installed. */
function schemaFrom(dir: string): string {
  const project = packageRoot.split(`${sep}node_modules${sep}`)[0] ?? packageRoot;
  const isOfProject = dir.startsWith(`${project}${sep}`);
  return (isOfProject ? relative(dir, schema) : schema).replaceAll('\\', '/');
}
