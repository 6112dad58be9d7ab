import type { Language } from '../../base/languages.ts';
import { sayReason } from '../../engine/reasons/say.ts';
import type { StepState } from '../../engine/state.ts';
import { keyName } from '../footer.ts';
import type { Messages } from '../i18n/messages.ts';
import { harmless } from '../text.ts';
import { marks, theme } from '../theme.ts';

/** How the step stands, in one line; what moves while it runs is said beside the spinner. */
export function statusLine(step: StepState, say: Messages): string {
  const end = step.command?.end;
  switch (step.status) {
    case 'reading':
      if (step.already)
        return theme.good(`${marks.green} ${step.plan.looks ? say.alreadyLook : say.already}`);
      if (end?.ending) return theme.wait(say.stopped);
      if (step.plan.command) return theme.faint(say.ready);
      return theme.faint(step.plan.checks.length > 0 ? say.exercise(keyName('shell', say)) : say.justRead);
    case 'done':
      if (step.byLearner) return theme.good(`${marks.done} ${say.doneByLearner}`);
      return theme.good(`${marks.done} ${say.done(end && (seconds(end.ms) || undefined))}`);
    case 'failed':
      return theme.bad(`${marks.failed} ${say.failed(keyName('shell', say))}`);
    case 'skipped':
      return theme.faint(`${marks.skipped} ${say.skipped}`);
    default:
      return '';
  }
}

/** Why the step's command itself did not do what it is for, where no check says so already. */
export function commandFault(step: StepState, language: Language): string | undefined {
  // While the checks are looked at it may still come out well.
  if (!step.reason || step.status !== 'failed') return undefined;
  const said = JSON.stringify(step.reason);
  const byCheck = step.verdicts.some(
    (verdict) => verdict.verdict === 'red' && JSON.stringify(verdict.reason) === said,
  );
  return byCheck ? undefined : harmless(sayReason(step.reason, language));
}

/** What is said beside the spinner after so many seconds. */
export function movingStatus(step: StepState, say: Messages): (seconds: number) => string {
  if (step.status === 'checking') return say.checking;
  if (step.stopping) return () => say.stopping;
  return step.plan.untilChecks ? say.runningUntil : say.running;
}

/** Since when that is so. */
export function movingSince(step: StepState): string {
  const { command, openedAt = '' } = step;
  if (step.status !== 'checking' || !command?.end) return command?.startedAt ?? openedAt;
  return new Date(Date.parse(command.startedAt) + command.end.ms).toISOString();
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
