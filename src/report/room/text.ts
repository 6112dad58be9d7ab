import chalk from 'chalk';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { clock, ofReached, type SaidRoom, type SaidStep } from './said.ts';

const screenWidth = 80;
const barWidth = 8;
const titleWidth = 30;

/** What a class did, for a terminal of 80 columns. */
export function roomText({ words, title, facts, steps, worst, learners }: SaidRoom): string {
  const { columns } = words;
  const head = [chalk.bold(title), ...facts];
  if (learners.length === 0) return `${head.join('\n')}\n`;
  const stepRows = steps.map(
    (step): Row => [
      `${step.number}`,
      clip(step.title, titleWidth),
      `${bar(step.troubled, step.reached)} ${ofReached(step)}`,
      `${step.failed}`,
      `${step.hints}`,
      clock(step.median),
      clock(step.p90),
    ],
  );
  const learnerRows = learners.map(
    (learner): Row => [
      clip(learner.name, titleWidth - 6),
      `${learner.done}/${learner.total}`,
      `${learner.failures}`,
      `${learner.hints}`,
      clock(learner.spent),
      clip(learner.place, 26),
    ],
  );
  return [
    ...head,
    '',
    chalk.bold(words.worst),
    ...(worst.length > 0 ? worst.flatMap((step) => worstLines(step, words)) : [`  ${words.noTrouble}`]),
    '',
    chalk.bold(words.steps),
    ...table(
      ['', columns.step, columns.trouble, columns.failed, columns.hints, columns.median, columns.p90],
      stepRows,
      [0, 3, 4, 5, 6],
    ),
    '',
    chalk.bold(words.people),
    ...table(
      [columns.learner, columns.done, columns.failures, columns.hints, columns.time, columns.place],
      learnerRows,
      [1, 2, 3, 4],
    ),
    '',
    ...words.counted.flatMap((line) => wrapped(line, '').map((part) => chalk.dim(part))),
    '',
  ].join('\n');
}

type Row = readonly string[];

function worstLines(
  { number, title, trouble, what, times, why }: SaidStep,
  words: SaidRoom['words'],
): string[] {
  return [
    `  ${chalk.yellow('▸')} ${words.named(chalk.bold(`${number}. ${title}`), trouble)}`,
    ...wrapped(what.join(' · '), '    '),
    ...(times === undefined ? [] : wrapped(times, '    ')),
    ...why.flatMap(({ learners, text }) => wrapped(words.met(learners, text), '    ')),
  ];
}

function wrapped(text: string, indent: string): string[] {
  return wrapAnsi(text, screenWidth - indent.length, { hard: true })
    .split('\n')
    .map((line) => indent + line);
}

/** `right`: the columns of numbers. */
function table(header: Row, rows: readonly Row[], right: readonly number[]): string[] {
  const widths = header.map((cell, at) =>
    Math.max(stringWidth(cell), ...rows.map((row) => stringWidth(row[at] ?? ''))),
  );
  const line = (row: Row) => {
    const cells = row.map((cell, at) => {
      const gap = ' '.repeat((widths[at] ?? 0) - stringWidth(cell));
      return right.includes(at) ? gap + cell : cell + gap;
    });
    return `  ${cells.join('  ')}`.trimEnd();
  };
  return [chalk.dim(line(header)), ...rows.map(line)];
}

function bar(count: number, of: number): string {
  const full = of === 0 ? 0 : Math.ceil((count / of) * barWidth);
  return '█'.repeat(full) + '░'.repeat(barWidth - full);
}

function clip(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let clipped = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(clipped + segment) >= width) break;
    clipped += segment;
  }
  return `${clipped}…`;
}
