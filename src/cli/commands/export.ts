import { writeFile } from 'node:fs/promises';
import { UsageError } from '../../base/errors.ts';
import { languages } from '../../base/languages.ts';
import { loadLesson } from '../../lesson/load.ts';
import { htmlPage } from '../../report/page/html.ts';
import { markdownPage } from '../../report/page/markdown.ts';
import { pageOf } from '../../report/page/page.ts';
import { lessonDir } from '../lessons.ts';

const formats = { md: markdownPage, html: htmlPage } as const;

export interface ExportOptions {
  readonly format: string;
  readonly lang: string;
  readonly output?: string;
}

/** A lesson as a page, in one of its languages, to standard output or to a file. */
export async function exportCommand(name: string, { format, lang, output }: ExportOptions): Promise<void> {
  const page = Object.entries(formats).find(([one]) => one === format)?.[1];
  if (!page) {
    const known = Object.keys(formats).join(' or ');
    throw new UsageError(`There is no format "${format}" of pages.`, `Say --format ${known}.`);
  }
  const lesson = await loadLesson(await lessonDir(name));
  const spoken = languages.filter((one) => lesson.prose.has(one));
  const language = spoken.find((one) => one === lang);
  if (!language)
    throw new UsageError(`${lesson.id} is not written in "${lang}".`, `Say --lang ${spoken.join(' or ')}.`);
  const text = page(pageOf(lesson, language));
  if (output === undefined) return void process.stdout.write(text);
  try {
    await writeFile(output, text);
  } catch (error) {
    throw new UsageError(
      `${output} cannot be written: ${(error as NodeJS.ErrnoException).code}.`,
      'Name another file.',
    );
  }
}
