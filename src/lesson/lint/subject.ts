import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Language } from '../../base/languages.ts';
import { listFiles } from '../files.ts';
import type { Lesson, Written } from '../inspect.ts';
import type { Prose } from '../prose.ts';
import type { LessonFile } from '../schema.ts';
import { createSource, type Source } from '../source.ts';
import type { YamlNode } from '../yaml/tree.ts';
import { type Code, codeOf } from './code.ts';
import { type Script, scriptsOf } from './scripts.ts';

/** A lesson that can be loaded, as the rules look at it. */
export interface Subject {
  readonly dir: string;
  readonly file: LessonFile;
  /** lesson.yaml, and where everything in it is written. */
  readonly source: Source;
  readonly root: YamlNode;
  /** The commands of lesson.yaml. */
  readonly scripts: readonly Script[];
  readonly pages: readonly Page[];
  /** Every text file that belongs to the lesson beside lesson.yaml and its prose. */
  readonly files: readonly LessonText[];
}

/** The lesson in one language. */
export interface Page {
  readonly language: Language;
  readonly source: Source;
  readonly prose: Prose;
  /** The code in it. */
  readonly code: readonly Code[];
}

export interface LessonText {
  /** From the lesson's directory, with /. */
  readonly path: string;
  /** Undefined where it is no text. */
  readonly source: Source | undefined;
}

/** More than any text that an author writes. */
const largest = 1_000_000;

export async function subjectOf(lesson: Lesson, { source, root, pages: sources }: Written): Promise<Subject> {
  const { dir, file } = lesson;
  const pages = [...sources].flatMap(([language, page]): Page[] => {
    const prose = lesson.prose.get(language);
    return prose ? [{ language, source: page, prose, code: codeOf(page, prose) }] : [];
  });
  const own = new Set(['lesson.yaml', ...pages.map(({ language }) => `${language}.md`)]);
  const files = (await listFiles(dir)).filter((name) => !own.has(name));
  return {
    dir,
    file,
    source,
    root,
    scripts: scriptsOf(file, source, root),
    pages,
    files: await Promise.all(files.map((name) => lessonText(dir, name))),
  };
}

async function lessonText(dir: string, path: string): Promise<LessonText> {
  const full = join(dir, path);
  const bytes = await readFile(full).catch(() => undefined);
  if (!bytes || bytes.length > largest || bytes.includes(0)) return { path, source: undefined };
  return { path: relative(dir, full).replaceAll('\\', '/'), source: createSource(full, bytes.toString()) };
}
