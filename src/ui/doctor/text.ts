import type { Examination } from '../../cluster/doctor/examine.ts';
import { type Problem, type Severity, severities } from '../../cluster/doctor/problem.ts';
import { sentences, toWidth, widthOf, wrap } from '../text.ts';
import { marks, theme } from '../theme.ts';
import { sayProblem } from './say.ts';
import type { DoctorWords } from './words/words.ts';

const colour = { missing: theme.bad, warning: theme.wait, info: theme.faint } as const;
const mark = { missing: marks.red, warning: '!', info: marks.pending } as const;

/**
 * The whole examination, for a person: a line a probe, then each problem with what mends it, the worst first.
 * @param columns where lines are broken; commands stay whole, to be copied
 */
export function examinationText(
  { subject, system, findings, ready }: Examination,
  cluster: string,
  words: DoctorWords,
  columns = Number.POSITIVE_INFINITY,
): string {
  const title = words.title(subject.uses.lesson, cluster, system.wsl ? `${system.name} (WSL)` : system.name);
  const lines = [theme.title(title), ...broken(words.needs[subject.cluster.kind], 0, columns), ''];
  const width = Math.max(...findings.map(({ probe }) => widthOf(words.probes[probe])));
  for (const { probe, found, problems } of findings) {
    const worst = severities.find((severity) => problems.some((one) => one.severity === severity));
    if (worst === undefined && found.length === 0) continue;
    const sign = worst === undefined ? theme.good(marks.green) : colour[worst](mark[worst]);
    const indent = width + 4;
    const seen = broken(found.join(', '), indent, columns).join('\n').trimStart();
    lines.push(`${sign} ${toWidth(words.probes[probe], width)}  ${seen}`.trimEnd());
  }
  const all = findings.flatMap(({ problems }) => problems);
  const count = (severity: Severity) => all.filter((one) => one.severity === severity).length;
  for (const severity of severities) {
    for (const one of all)
      if (one.severity === severity) lines.push('', ...problemLines(one, words, columns));
  }
  const warnings = count('warning');
  const verdict = ready
    ? theme.good(words.ready(warnings))
    : theme.bad(words.notReady(count('missing'), warnings));
  return `${[...lines, '', verdict].join('\n')}\n`;
}

function problemLines(one: Problem, words: DoctorWords, columns: number): string[] {
  const { what, next } = sayProblem(one, words);
  const { severity, evidence, command, link } = one;
  // A sentence that announces a command says less where there is none.
  const advice = command === undefined ? next.replace(/\s?:$/, '.').replace(/：$/, '。') : next;
  const kind = `${mark[severity]} ${words.severities[severity]}`;
  const head = colour[severity](kind) + sentences([kind, what]).slice(kind.length);
  const [first = '', ...rest] = broken(head, 2, columns);
  return [
    first.trimStart(),
    ...rest,
    ...(evidence === '' ? [] : broken(words.seen(evidence), 2, columns).map((line) => theme.faint(line))),
    ...broken(advice, 2, columns),
    ...(command === undefined ? [] : [`    ${theme.code(command)}`]),
    ...(link === undefined ? [] : [theme.faint(`  ${words.readOn(link)}`)]),
  ];
}

/** A text as lines that are no longer than the terminal, all indented. */
function broken(text: string, indent: number, columns: number): string[] {
  const wrapped = Number.isFinite(columns)
    ? wrap(text, Math.max(20, columns - indent), 'whole')
    : text.split('\n');
  return wrapped.map((line) => ' '.repeat(indent) + line);
}
