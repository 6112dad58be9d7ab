import { join } from 'node:path';
import { type Language, languages } from '../base/languages.ts';
import { errorAt, type Finding } from './finding.ts';
import { type ReadSource, readSource } from './read.ts';
import { createSource } from './source.ts';
import type { What } from './what.ts';

/** The Markdown of a language, as it was read. */
export interface PageSource extends ReadSource {
  readonly language: Language;
  /** Of the file. */
  readonly name: string;
}

/** Reads what a lesson says, language by language; one that is missing is a finding. */
export async function readPages(
  dir: string,
  what: Pick<What, 'languages'>,
): Promise<{ pages: PageSource[]; findings: Finding[] }> {
  const pages: PageSource[] = [];
  const findings: Finding[] = [];
  for (const language of languages) {
    const name = `${language}.md`;
    const path = join(dir, name);
    const read = await readSource(path);
    if (read) pages.push({ language, name, ...read });
    else if (what.languages.includes(language)) {
      const fix =
        language === 'en' ? 'every lesson is written in English' : 'lesson.yaml lists this language';
      const message = `there is no ${name}`;
      findings.push(errorAt(createSource(path, ''), 0, 'file-missing', message, `write it: ${fix}`));
    }
  }
  return { pages, findings };
}
