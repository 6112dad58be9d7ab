import type { Language } from '../../base/languages.ts';
import { currentStep } from '../../engine/select.ts';
import type { StepState } from '../../engine/state.ts';
import { type Lesson, proseOf } from '../../lesson/load.ts';
import type { Section } from '../../lesson/prose.ts';
import type { Session } from '../../runner/session.ts';
import type { Messages } from '../i18n/messages.ts';

/** What a lesson says of a step in a language. */
export function sectionOf(lesson: Lesson, step: string, language: Language): Section | undefined {
  return proseOf(lesson, language).sections.get(step);
}

/** How many hints of the current step nobody has asked for yet. */
export function hintsLeft({ lesson, state }: Pick<Session, 'lesson' | 'state'>): number {
  const step = currentStep(state);
  const section = step && sectionOf(lesson, step.plan.id, state.language);
  return section ? Math.max(0, section.hints.length - step.hints) : 0;
}

/** Shows the next hint of the current step; where there is none, says so. @returns what to say */
export function askHint(session: Session, say: Messages): string | undefined {
  if (hintsLeft(session) > 0) {
    session.hint();
    return undefined;
  }
  return (currentStep(session.state)?.hints ?? 0) > 0 ? say.noMoreHints : say.noHints;
}

/** The name of a step for a sentence: its title, or its id where the lesson has no words for it. */
export function titleOf(lesson: Lesson, step: StepState, language: Language): string {
  return sectionOf(lesson, step.plan.id, language)?.title ?? step.plan.id;
}
