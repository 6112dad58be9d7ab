import type { Language } from '../../base/languages.ts';
import type { Verdict } from '../../engine/events.ts';
import { sayReason } from '../../engine/reasons/say.ts';
import type { StepState } from '../../engine/state.ts';
import type { Check } from '../../lesson/schema.ts';
import type { Messages } from '../i18n/messages.ts';
import { clip, harmless, wrap } from '../text.ts';
import { marks, theme } from '../theme.ts';

/** Checks of the same thing, shown as one: green when all are. */
export interface CheckGroup {
  readonly label: string;
  readonly verdict: Verdict;
}

const pending: Verdict = { verdict: 'pending' };

/** What a step's checks look at, each thing once, and how it stands: the first verdict that is not green decides. */
export function checkGroups(step: StepState, checks: readonly Check[], say: Messages): CheckGroup[] {
  const groups = new Map<string, Verdict>();
  for (const [index, check] of checks.entries()) {
    const label = harmless(say.checkLabel(check).split('\n')[0] ?? '');
    const verdict = step.verdicts[index] ?? pending;
    const known = groups.get(label);
    if (!known || known.verdict === 'green') groups.set(label, verdict);
  }
  return [...groups].map(([label, verdict]) => ({ label, verdict }));
}

/** The checks as lines: one each while they are not waited for, with the whole reason below while they are. */
export function checkLines(
  step: StepState,
  groups: readonly CheckGroup[],
  language: Language,
  say: Messages,
  width: number,
): string[] {
  if (step.status === 'skipped' || step.status === 'ahead') return [];
  const waitedFor = step.status === 'checking' || step.status === 'failed' || !step.plan.command;
  return groups.flatMap(({ label, verdict }) => {
    if (verdict.verdict === 'green') return [clip(`${theme.good(marks.green)} ${label}`, width)];
    if (verdict.verdict === 'pending')
      return [clip(`${theme.faint(marks.pending)} ${label}  ${theme.faint(say.checkPending)}`, width)];
    // A reason names what it is about.
    const reason = harmless(sayReason(verdict.reason, language));
    const failed = step.status === 'failed';
    const mark = failed ? theme.bad(marks.red) : theme.wait(marks.notYet);
    const style = failed ? (text: string) => text : theme.faint;
    if (!waitedFor) return [clip(`${mark} ${style(reason)}`, width)];
    return wrap(reason, width - 2).map((part, row) => `${row === 0 ? mark : ' '} ${style(part)}`);
  });
}

/** The line of the first check that is not green; 0 where all are. */
export function firstOpen(lines: readonly string[]): number {
  const at = lines.findIndex((line) => !line.includes(marks.green) && !line.startsWith(' '));
  return Math.max(0, at);
}
