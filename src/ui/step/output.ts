import type { StepState } from '../../engine/state.ts';
import type { OutputBuffer } from '../../shell/output.ts';
import type { Messages } from '../i18n/messages.ts';
import { wrapExactly } from '../text.ts';
import { theme } from '../theme.ts';

/** More than any screen has rows: raw lines before that are not wrapped just to be cut off. */
const wrappedAtMost = 2_000;

/** What a step's command printed, wrapped; of an earlier program's command, what the journal kept. */
export function outputLines(step: StepState, output: OutputBuffer, say: Messages, width: number): string[] {
  if (!step.command) return [];
  const live = output.total > 0 || step.status === 'running';
  const raw = live ? output.tail(wrappedAtMost) : (step.command.end?.tail ?? []);
  const lines = raw.flatMap((line) => wrapExactly(line, width));
  const hidden = live ? output.total - raw.length : 0;
  if (hidden > 0) lines.unshift(theme.faint(say.dropped(hidden)));
  if (lines.length === 0 && step.command.end) return [theme.faint(say.noOutput)];
  return lines;
}
