import { stepOf } from '../engine/select.ts';
import type { RunState } from '../engine/state.ts';

/** What the journal kept of a step's output: the end of its command's, and of each of the learner's own after it. */
export function keptLines(state: RunState, id: string): readonly string[] {
  const step = stepOf(state, id);
  return [
    ...(step?.command?.end?.tail ?? []),
    ...(step?.asides ?? []).flatMap(({ command, end }) => (end ? [asideHeading(command), ...end.tail] : [])),
  ];
}

/** The line above what a command of the learner's own prints: they share a pane with the step's. */
export function asideHeading(command: string): string {
  return `\u001B[1m: ${command.trimEnd().replaceAll('\n', '\n  ')}\u001B[0m`;
}
