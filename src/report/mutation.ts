import chalk from 'chalk';
import { kindOf, type LessonFile } from '../lesson/schema.ts';
import type { Mutation, Trial } from '../runner/mutation.ts';

/** What came of the mistakes that were made in one lesson. */
export interface MutatedLesson extends Mutation {
  readonly id: string;
  readonly file: LessonFile;
}

/** The share of mistakes that a lesson must notice. */
export const wantedScore = 0.95;

/** The share of the mistakes that were noticed; 1 where none could be made. */
export function scoreOf({ trials }: Mutation): number {
  return trials.length === 0 ? 1 : trials.filter(({ killed }) => killed).length / trials.length;
}

/** Whether a lesson works, and notices enough. */
export function isGood(mutation: Mutation): boolean {
  return mutation.stuck === undefined && scoreOf(mutation) >= wantedScore;
}

export function trialLine({ mutant, killed }: Trial): string {
  const mark = killed ? chalk.green('✓ noticed') : chalk.red('✗ not noticed');
  return `  ${mark} ${mutant.step}: ${mutant.what}\n`;
}

/** How many were noticed, and for each that was not the checks that should have. */
export function mutationSummary(lesson: MutatedLesson): string {
  const survivors = lesson.trials.filter(({ killed }) => !killed);
  const noticed = lesson.trials.length - survivors.length;
  const percent = (scoreOf(lesson) * 100).toFixed(1);
  const lines = [`\n${lesson.id}: ${noticed} of ${lesson.trials.length} mistakes noticed, ${percent} %`];
  for (const { mutant } of survivors) {
    lines.push(
      `  ${mutant.step}: ${mutant.what}`,
      `    should have been noticed by ${suspects(lesson, mutant.step)}`,
    );
  }
  if (lesson.untried.length > 0)
    lines.push(`  not tried, for want of an \`undo\`: ${lesson.untried.join(', ')}`);
  if (lesson.stuck !== undefined)
    lines.push(chalk.red(`  ${lesson.stuck} does not work, or not again: what follows was not tried`));
  return `${lines.join('\n')}\n`;
}

function suspects({ file }: MutatedLesson, id: string): string {
  const step = file.steps.find((one) => one.id === id);
  const checks = (step?.checks ?? []).map((check, index) => `check ${index + 1} (${kindOf(check)})`);
  return (
    [...checks, ...(step?.output === undefined ? [] : ['its output'])].join(', ') || 'a check that it lacks'
  );
}

export function mutationJson(lessons: readonly MutatedLesson[]): string {
  const plain = lessons.map((lesson) => ({
    id: lesson.id,
    score: scoreOf(lesson),
    ...(lesson.stuck !== undefined && { stuck: lesson.stuck }),
    untried: lesson.untried,
    mutants: lesson.trials.map(({ mutant: { step, what, command }, killed }) => ({
      step,
      what,
      command,
      killed,
    })),
  }));
  return `${JSON.stringify({ format: 1, lessons: plain }, undefined, 2)}\n`;
}
