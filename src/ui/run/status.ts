import type { Language } from '../../base/languages.ts';
import { sayReason } from '../../engine/reasons/say.ts';
import { isAsideRunning } from '../../engine/select.ts';
import type { StepState } from '../../engine/state.ts';
import type { Check } from '../../lesson/schema.ts';
import { keyName } from '../footer.ts';
import type { Messages } from '../i18n/messages.ts';
import { harmless } from '../text.ts';
import { marks, theme } from '../theme.ts';
import { progressOf } from './progress.ts';

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

/** What is said beside the spinner after so many seconds; `last` is what the command printed last. */
export function movingStatus(
  step: StepState,
  checks: readonly Check[],
  last: string,
  say: Messages,
): (seconds: number) => string {
  const aside = isAsideRunning(step) ? step.asides.at(-1) : undefined;
  if (step.stopping || aside?.stopping) return () => say.stopping;
  if (step.status === 'checking' && !aside) return waiting(step, checks, say);
  const known = progressOf(last);
  const text = step.plan.untilChecks && !aside ? say.runningUntil : say.running;
  return known === undefined ? text : (seconds) => `${text(seconds)} · ${known}`;
}

/** For what a step waits whose command has run. */
function waiting(step: StepState, checks: readonly Check[], say: Messages): (seconds: number) => string {
  const open = checks.filter((_, index) => step.verdicts[index]?.verdict !== 'green');
  const [first] = open;
  if (!first) return say.checking;
  const label = harmless(say.checkLabel(first).split('\n')[0] ?? '');
  const others = new Set(open.map((check) => say.checkLabel(check))).size - 1;
  return (seconds) => say.output.waitingFor(label, others, seconds);
}

/** Since when that is so. */
export function movingSince(step: StepState): string {
  const { command, openedAt = '' } = step;
  const aside = isAsideRunning(step) ? step.asides.at(-1) : undefined;
  if (aside) return aside.startedAt;
  if (step.status !== 'checking' || !command?.end) return command?.startedAt ?? openedAt;
  return new Date(Date.parse(command.startedAt) + command.end.ms).toISOString();
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
