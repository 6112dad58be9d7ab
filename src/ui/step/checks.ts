import type { Language } from '../../base/languages.ts';
import { sayReason } from '../../engine/reasons/say.ts';
import type { StepState } from '../../engine/state.ts';
import type { Check } from '../../lesson/schema.ts';
import type { Messages } from '../i18n/messages.ts';
import { clip, wrap } from '../text.ts';
import { marks, theme } from '../theme.ts';

/** A line a check, and below a red one why it is red. */
export function checkLines(
  step: StepState,
  checks: readonly Check[],
  language: Language,
  say: Messages,
  width: number,
): string[] {
  if (step.status === 'skipped' || step.status === 'ahead') return [];
  return checks.flatMap((check, index) => {
    const verdict = step.verdicts[index];
    const label = say.checkLabel(check).split('\n')[0] ?? '';
    if (verdict?.verdict === 'green') return [clip(`${theme.good(marks.green)} ${label}`, width)];
    if (verdict?.verdict !== 'red') {
      return [clip(`${theme.faint(marks.pending)} ${label} ${theme.faint(say.checkPending)}`, width)];
    }
    // What is not there before the step is no fault: it only turns to one when the step has failed.
    const failed = step.status === 'failed';
    const mark = failed ? theme.bad(marks.red) : theme.wait(marks.red);
    const reason = wrap(sayReason(verdict.reason, language), width - 4).slice(0, 3);
    return [
      clip(`${mark} ${label}`, width),
      ...reason.map((line) => `    ${failed ? line : theme.faint(line)}`),
    ];
  });
}
