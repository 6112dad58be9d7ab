import type { Language } from '../../base/languages.ts';
import type { Verdict } from '../../engine/events.ts';
import { sayReason } from '../../engine/reasons/say.ts';
import type { StepState } from '../../engine/state.ts';
import type { Check } from '../../lesson/schema.ts';
import type { Messages } from '../i18n/messages.ts';
import { clip, harmless, wrap } from '../text.ts';
import { marks, theme } from '../theme.ts';

/** Checks that are told as one: those of the same thing, and those that are red for the same reason. */
export interface CheckGroup {
  readonly label: string;
  readonly verdict: Verdict['verdict'];
  /** Why it is red; empty where it is not. */
  readonly reason: string;
}

/** What a step's checks look at, each thing once; the first of its verdicts that is not green counts. */
export function checkGroups(
  step: StepState,
  checks: readonly Check[],
  language: Language,
  say: Messages,
): CheckGroup[] {
  const groups = new Map<string, CheckGroup>();
  for (const [index, check] of checks.entries()) {
    const label = harmless(say.checkLabel(check).split('\n')[0] ?? '');
    const verdict = step.verdicts[index];
    const known = groups.get(label);
    if (known && known.verdict !== 'green') continue;
    const reason = verdict?.verdict === 'red' ? harmless(sayReason(verdict.reason, language)) : '';
    groups.set(label, { label, verdict: verdict?.verdict ?? 'pending', reason });
  }
  const reasons = new Set<string>();
  return [...groups.values()].filter(({ reason }) => {
    const isNew = reason === '' || !reasons.has(reason);
    reasons.add(reason);
    return isNew;
  });
}

/** The checks as lines: a green one by what it looks at, a red one by its reason, which names what it is about. */
export function checkLines(
  step: StepState,
  groups: readonly CheckGroup[],
  say: Messages,
  width: number,
  brief: boolean,
): string[] {
  if (step.status === 'skipped' || step.status === 'ahead') return [];
  const failed = step.status === 'failed';
  const mark = failed ? theme.bad(marks.red) : theme.wait(marks.notYet);
  const style = failed ? (text: string) => text : theme.faint;
  return groups.flatMap(({ label, verdict, reason }) => {
    if (verdict === 'green') return [clip(`${theme.good(marks.green)} ${label}`, width)];
    if (verdict === 'pending')
      return [clip(`${theme.faint(marks.pending)} ${label}  ${theme.faint(say.checkPending)}`, width)];
    if (brief) return [clip(`${mark} ${style(reason)}`, width)];
    return wrap(reason, width - 2).map((part, row) => `${row === 0 ? mark : ' '} ${style(part)}`);
  });
}

/** Somebody waits for the checks: the command has run, or there is none. */
export function areAwaited({ status, plan }: StepState): boolean {
  return status === 'checking' || status === 'failed' || !plan.command;
}

/** The line of the first check that is not green; 0 where all are. */
export function firstOpen(lines: readonly string[]): number {
  const at = lines.findIndex((line) => !line.includes(marks.green) && !line.startsWith(' '));
  return Math.max(0, at);
}
