import { inFileOrder } from '../finding.ts';
import { inspectLesson } from '../inspect.ts';
import { positionAt } from '../source.ts';
import { withoutIgnored } from './ignores.ts';
import { findingOf, type LintFinding } from './rule.ts';
import { rules } from './rules/index.ts';
import { type Subject, subjectOf } from './subject.ts';

export type { LintFinding } from './rule.ts';

export interface LintTools {
  /** What bash has against each script, without running it; undefined where it has nothing. */
  syntaxFaults(scripts: readonly string[]): Promise<({ line: number; message: string } | undefined)[]>;
}

/** Everything that is wrong with the lesson of a directory, in the order of its files; one that cannot be loaded is told why. */
export async function lintLesson(dir: string, tools: LintTools): Promise<LintFinding[]> {
  const { lesson, written, findings } = await inspectLesson(dir);
  if (!lesson || !written) return findings;
  const subject = await subjectOf(lesson, written);
  const found = rules.flatMap((rule) => [...rule.find(subject)].map((one) => findingOf(rule, one)));
  const sources = [
    subject.source,
    ...subject.pages.map(({ source }) => source),
    ...subject.files.flatMap(({ source }) => source ?? []),
  ];
  const all = [...findings, ...found, ...(await syntaxFindings(subject, tools))];
  const order = sources.map(({ file }) => file);
  const kept = withoutIgnored(all, sources).toSorted((a, b) => order.indexOf(a.file) - order.indexOf(b.file));
  return inFileOrder(kept);
}

async function syntaxFindings({ scripts, source }: Subject, tools: LintTools): Promise<LintFinding[]> {
  const faults = await tools.syntaxFaults(scripts.map(({ text }) => text));
  return scripts.flatMap((script, index): LintFinding[] => {
    const fault = faults[index];
    if (!fault) return [];
    const lines = script.text.split('\n');
    const line = Math.min(fault.line, lines.length);
    const offset = script.at(lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0));
    const what = { run: 'the command', undo: 'the `undo`', resume: 'the `resume`', check: 'a check' }[
      script.what
    ];
    return [
      {
        file: source.file,
        ...positionAt(source, offset),
        rule: 'shell-syntax',
        severity: 'error',
        message: `${what} of step \`${script.id}\` is no bash: ${fault.message}`,
        fix: 'mend it, and try it with `bash -n`',
      },
    ];
  });
}
