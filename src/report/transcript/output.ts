import type { RecordedOutput } from '../../runner/recording.ts';

/** What is kept of a command's output: its beginning, and its end where not all of it was kept. */
export interface CommandOutput {
  readonly pieces: RecordedOutput['pieces'];
  readonly head: readonly string[];
  /** Lines between the two that were not kept; undefined where nobody knows how many. */
  readonly missing: number | undefined;
  readonly tail: readonly string[];
}

/** As many lines as the journal keeps of an output's end, at most. */
const journalLines = 20;

/** @param tail the last lines, as the journal has them; undefined for a command whose end was not seen */
export function outputOf(recorded: RecordedOutput | undefined, tail: readonly string[] = []): CommandOutput {
  if (!recorded) {
    return { pieces: [], head: [], missing: tail.length < journalLines ? 0 : undefined, tail };
  }
  const { pieces, lines, total } = recorded;
  if (total <= lines.length) return { pieces, head: lines, missing: 0, tail: [] };
  // What is kept ends anywhere in its last line.
  const head = lines.slice(0, -1);
  const rest = total - head.length;
  const end = tail.slice(-Math.min(rest, tail.length));
  return { pieces, head, missing: rest - end.length, tail: end };
}
