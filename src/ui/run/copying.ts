import stripAnsi from 'strip-ansi';
import { currentStep } from '../../engine/select.ts';
import { keptLines } from '../../runner/kept-output.ts';
import type { Session } from '../../runner/session.ts';
import type { RunView } from './view.ts';

/** Puts lines into the clipboard. @returns how many of them, from the end, there was room for */
export type Copy = (lines: readonly string[]) => number;

/** Copies the command that is on the screen. @returns what to say of it */
export function copyCommand(session: Session, copy: Copy): RunView['notice'] {
  const step = currentStep(session.state);
  const own = step && session.step(step.plan.id).run;
  const command = step?.status === 'reading' ? own : (step?.command?.command ?? own);
  if (command === undefined) return (say) => say.output.nothingToCopy;
  copy(command.trimEnd().split('\n'));
  return (say) => say.output.copiedCommand;
}

/** Copies what is kept of the output, without its colours. @returns what to say of it */
export function copyOutput(session: Session, copy: Copy): RunView['notice'] {
  const { current } = session.state;
  const live = current === undefined ? undefined : session.output(current);
  const kept = current === undefined ? [] : keptLines(session.state, current);
  const lines = live && live.total > 0 ? live.slice(live.first, live.total) : kept;
  if (lines.length === 0) return (say) => say.output.nothingToCopy;
  const copied = copy(lines.map((line) => stripAnsi(line)));
  return (say) => (copied < lines.length ? say.output.copiedLast(copied) : say.output.copied(copied));
}
