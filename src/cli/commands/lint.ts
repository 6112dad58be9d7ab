import { writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import stripAnsi from 'strip-ansi';
import { UsageError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import { type LintFinding, lintLesson } from '../../lesson/lint/lint.ts';
import { mended } from '../../lesson/lint/mend.ts';
import { rulePages } from '../../lesson/lint/pages.ts';
import { lintGithub } from '../../report/lint/github.ts';
import { lintJson } from '../../report/lint/json.ts';
import { rulePageText } from '../../report/lint/page.ts';
import { lintSarif } from '../../report/lint/sarif.ts';
import { lintText } from '../../report/lint/text.ts';
import { syntaxFaults } from '../../shell/syntax.ts';
import { lessonDirs } from '../lessons.ts';
import { parseReports } from '../reports.ts';

const formats = { text: lintText, json: lintJson, sarif: lintSarif, github: lintGithub } as const;

/** Reads lessons without running them. Exit code 2 where one is broken; warnings alone are no failure. */
export async function lintCommand(
  paths: string[],
  options: { report: string[]; fix?: boolean; explain?: string },
): Promise<void> {
  if (options.explain !== undefined) return void process.stdout.write(explained(options.explain));
  const reports = parseReports(options.report, Object.keys(formats) as (keyof typeof formats)[]);
  const dirs = await lessonDirs(paths);
  let findings = await lintAll(dirs);
  if (options.fix && (await mend(findings))) findings = await lintAll(dirs);
  for (const { format, file } of reports) {
    const text = formats[format](findings);
    if (file !== undefined) await writeFile(file, stripAnsi(text));
    else process.stdout.write(text);
  }
  if (findings.some(({ severity }) => severity === 'error')) process.exitCode = 2;
}

async function lintAll(dirs: readonly string[]): Promise<LintFinding[]> {
  const lists: LintFinding[][] = [];
  for (const dir of dirs) lists.push(await lintLesson(dir, { syntaxFaults }));
  return lists.flat();
}

/** Writes what can be mended without thought. Says so on standard error, where a report does not end. */
async function mend(findings: readonly LintFinding[]): Promise<boolean> {
  const { files, count } = mended(findings);
  for (const [file, text] of files) {
    await writeFile(file, text);
    process.stderr.write(`mended: ${relative(process.cwd(), file)}\n`);
  }
  return count > 0;
}

function explained(id: string): string {
  const page = rulePages.get(id);
  if (page) return rulePageText(page);
  const meant = nearest(id, rulePages.keys());
  throw new UsageError(
    `There is no rule "${id}".`,
    meant ? `Did you mean ${meant}?` : `The rules: ${[...rulePages.keys()].sort().join(', ')}.`,
  );
}
