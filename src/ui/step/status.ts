import type { StepState } from '../../engine/state.ts';
import type { Messages } from '../i18n/messages.ts';
import { marks, theme } from '../theme.ts';

/** The one line that says how the step stands; what moves while it runs is said beside the spinner. */
export function statusLine(step: StepState, say: Messages): string {
  const end = step.command?.end;
  switch (step.status) {
    case 'reading':
      if (step.already)
        return theme.good(`${marks.green} ${step.plan.looks ? say.alreadyLook : say.already}`);
      if (step.plan.command) return theme.faint(say.ready);
      return theme.faint(step.plan.checks.length > 0 ? say.exercise : say.justRead);
    case 'done':
      if (step.byLearner) return theme.good(`${marks.done} ${say.doneByLearner}`);
      return theme.good(`${marks.done} ${say.done(end && seconds(end.ms))}`);
    case 'failed':
      return (
        theme.bad(`${marks.failed} ${say.failed}`) +
        (end ? theme.faint(` ${say.exit(end.exit, String(seconds(end.ms)))}`) : '')
      );
    case 'skipped':
      return theme.faint(`${marks.skipped} ${say.skipped}`);
    default:
      return '';
  }
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
