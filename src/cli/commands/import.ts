import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import stripAnsi from 'strip-ansi';
import { UsageError } from '../../base/errors.ts';
import { isLanguage, languages } from '../../base/languages.ts';
import { importLesson } from '../../lesson/import/import.ts';
import { readImportSource } from '../../lesson/import/read-source.ts';
import { writeImported } from '../../lesson/import/write.ts';
import { importJson } from '../../report/import/json.ts';
import { importText } from '../../report/import/text.ts';
import { parseReports } from '../reports.ts';

const formats = { text: importText, json: importJson } as const;

/** Makes the skeleton of a lesson of somebody else's deck, article or scenario, and says what became of everything. */
export async function importCommand(
  source: string,
  options: { lang?: string; out?: string; report: string[] },
): Promise<void> {
  const reports = parseReports(options.report, Object.keys(formats) as (keyof typeof formats)[]);
  const { lang } = options;
  if (lang !== undefined && !isLanguage(lang))
    throw new UsageError(`There is no language "${lang}".`, `Say one of ${languages.join(', ')}.`);
  const imported = importLesson(await readImportSource(source), lang);
  const out = options.out ?? imported.id;
  await writeImported(imported, resolve(out));
  for (const { format, file } of reports) {
    const text = formats[format](imported);
    if (file !== undefined) await writeFile(file, stripAnsi(text));
    else process.stdout.write(text);
  }
  process.stderr.write(
    `${out}: ${imported.steps} steps. Next: pilotage lint ${out}; pilotage validate ${out}\n`,
  );
}
