import type { QuestionFile } from '../lesson/schema.ts';
import type { Event } from './events.ts';
import { isSettled } from './select.ts';
import type { StepState } from './state.ts';

/** A guess is asked from the start; any other question once the step is done. */
export function isAsked(step: StepState, { id, when }: QuestionFile): boolean {
  return when === 'before' || id in step.answers || step.status === 'done';
}

/** Its answer is told: to a guess, once one could see for oneself. */
export function isTold(step: StepState, { id, when }: QuestionFile): boolean {
  return id in step.answers && (when !== 'before' || hasShown(step));
}

/** An answer counts now. It may be changed until it is told. */
export function isOpen(step: StepState, question: QuestionFile): boolean {
  return isAsked(step, question) && !isTold(step, question);
}

/** The question that an answer is for: the first without one, else a guess that may still be changed. */
export function questionNow(
  step: StepState,
  questions: readonly QuestionFile[] = [],
): QuestionFile | undefined {
  const open = questions.filter((question) => isOpen(step, question));
  return open.find(({ id }) => !(id in step.answers)) ?? open.at(-1);
}

/** That the question that is asked now was answered so; undefined where none is. */
export function answered(
  step: StepState,
  questions: readonly QuestionFile[] | undefined,
  choice: number,
): Event | undefined {
  const question = questionNow(step, questions);
  if (!question) return undefined;
  const { id, right } = question;
  return { type: 'question-answered', step: step.plan.id, question: id, choice, right: choice === right };
}

/** What the step does has been seen. */
function hasShown(step: StepState): boolean {
  return step.attempts > 1 || step.command?.end !== undefined || isSettled(step);
}
