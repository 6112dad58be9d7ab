import { clock, ofReached, type SaidRoom } from './said.ts';

/** What a class did, as a document. */
export function roomMarkdown({ words, title, facts, steps, worst, learners }: SaidRoom): string {
  const { columns } = words;
  const head = [`# ${escaped(title)}`, '', ...facts.map((fact) => `- ${escaped(fact)}`)];
  if (learners.length === 0) return `${head.join('\n')}\n`;
  const mend = worst.flatMap((step) => [
    '',
    `### ${words.named(`${step.number}. ${escaped(step.title)}`, step.trouble)}`,
    '',
    `- ${step.what.join(' · ')}`,
    ...(step.times === undefined ? [] : [`- ${step.times}`]),
    ...step.why.map(({ learners: count, text }) => `- ${escaped(words.met(count, text))}`),
  ]);
  const stepRows = steps.map((step) => [
    `${step.number}`,
    worst.includes(step) ? `**${escaped(step.title)}**` : escaped(step.title),
    ofReached(step),
    ...[step.failed, step.skipped, step.open, step.carried, step.hints, step.hands].map(String),
    clock(step.median),
    clock(step.p90),
  ]);
  const learnerRows = learners.map((learner) => [
    escaped(learner.name),
    `${learner.done}/${learner.total}`,
    ...[learner.carried, learner.skipped, learner.failures, learner.hints, learner.hands].map(String),
    clock(learner.spent),
    escaped(learner.place),
  ]);
  const { step, trouble, failed, skipped, open, carried, hints, hands, median, p90 } = columns;
  return `${[
    ...head,
    '',
    `## ${words.worst}`,
    ...(worst.length > 0 ? mend : ['', words.noTrouble]),
    '',
    `## ${words.steps}`,
    '',
    ...table(
      ['', step, trouble, failed, skipped, open, carried, hints, hands, median, p90],
      [0, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      stepRows,
    ),
    '',
    `## ${words.people}`,
    '',
    ...table(
      [
        columns.learner,
        columns.done,
        carried,
        skipped,
        columns.failures,
        hints,
        hands,
        columns.time,
        columns.place,
      ],
      [1, 2, 3, 4, 5, 6, 7],
      learnerRows,
    ),
    '',
    ...words.counted.map((line) => `- ${line}`),
  ].join('\n')}\n`;
}

/** `right`: the columns of numbers. */
function table(
  header: readonly string[],
  right: readonly number[],
  rows: readonly (readonly string[])[],
): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, at) => (right.includes(at) ? '--:' : '---'))), ...rows.map(line)];
}

/** Somebody else's text, in which nothing is markup: no HTML, no link, no end of a table's cell. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>|~#&@]/g, '\\$&');
}
