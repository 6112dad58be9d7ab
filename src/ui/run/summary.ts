import { isSettled, path, progress } from '../../engine/select.ts';
import type { RunState, StepState } from '../../engine/state.ts';
import type { Lesson } from '../../lesson/load.ts';
import type { Messages } from '../i18n/messages.ts';
import { clip } from '../text.ts';
import { marks, theme } from '../theme.ts';
import { titleOf } from './section.ts';

/** As many steps as are named; the first of more are counted. */
const most = 12;

/** What is left on the terminal: the steps that were done or skipped this time, and how to go on. */
export function summaryLines(
  lesson: Lesson,
  before: RunState,
  after: RunState,
  say: Messages,
  { again, width }: { again: string; width: number },
): string[] {
  const known = new Set(before.steps.filter(isSettled).map(({ plan }) => plan.id));
  const fresh = path(after).filter((step) => isSettled(step) && !known.has(step.plan.id));
  const shown = fresh.slice(-most);
  const { settled, total } = progress(after);
  const left = say.left(lesson.id, settled, total, again);
  if (shown.length === 0) return [left];
  const hidden = fresh.length - shown.length;
  return [
    say.learning.thisTime,
    ...(hidden > 0 ? [theme.faint(`  ↑ ${say.more(hidden)}`)] : []),
    ...shown.map((step) => clip(`  ${markOf(step)} ${titleOf(lesson, step, after.language)}`, width)),
    left,
  ];
}

export function markOf({ status }: StepState): string {
  if (status === 'done') return theme.good(marks.done);
  return status === 'skipped' ? theme.faint(marks.skipped) : theme.wait(marks.notYet);
}

/** How many of the questions that were answered were answered right; undefined where none was. */
export function sayAnswers({ steps }: RunState, say: Messages): string | undefined {
  const answers = steps.flatMap((step) => Object.values(step.answers));
  if (answers.length === 0) return undefined;
  return say.learning.questionsRight(answers.filter(({ right }) => right).length, answers.length);
}
