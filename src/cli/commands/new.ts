import { join, relative, resolve } from 'node:path';
import { UsageError } from '../../base/errors.ts';
import { isLanguage, type Language, languages } from '../../base/languages.ts';
import { shellWord } from '../../base/quote.ts';
import { writeSkeleton } from '../../lesson/skeleton.ts';

const about: Readonly<Record<string, string>> = {
  'lesson.yaml': 'what happens: steps, their checks, and what takes them back',
  'en.md': 'what is said, a section a step',
  'fr.md': 'the same in French',
  'zh.md': 'the same in Chinese',
};

/** Makes a lesson that works, for its author to change. */
export async function newCommand(folder: string, { lang }: { lang: string }): Promise<void> {
  const dir = resolve(folder);
  const files = await writeSkeleton(dir, languagesIn(lang));
  const near = relative(process.cwd(), dir);
  const name = near.startsWith('..') || near === '' ? dir : near;
  const rows = files.map(
    (file) => `  ${join(name, file).padEnd(join(name, 'lesson.yaml').length)}  ${about[file]}`,
  );
  const quoted = shellWord(name);
  process.stdout.write(`${rows.join('\n')}\n\n`);
  process.stdout.write('It works as it is. Now:\n');
  process.stdout.write(`  pilotage watch ${quoted}      tries it again whenever you save\n`);
  process.stdout.write(`  pilotage start ${quoted}      goes through it as a learner would\n`);
  process.stdout.write(`  pilotage validate ${quoted}   proves it, before you hand it on\n`);
}

/** @throws UsageError */
function languagesIn(list: string): Language[] {
  return list.split(/[\s,]+/).map((name) => {
    if (isLanguage(name)) return name;
    throw new UsageError(
      `"${name}" is no language that lessons are written in.`,
      `Say --lang with some of ${languages.join(', ')}, joined by commas.`,
    );
  });
}
