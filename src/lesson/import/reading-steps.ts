import type { Draft, Outline } from './outline.ts';
import type { Piece } from './pieces.ts';
import { type Outcome, remark } from './remark.ts';

/** A source without anything to run: each of its sections is a step to read. */
export function readingSteps(pieces: readonly Piece[], file: string): Outcome<Outline> {
  const before = { prose: [] as string[], notes: [] as string[] };
  const steps: (Draft & typeof before)[] = [];
  for (const piece of pieces) {
    const page = steps.at(-1) ?? before;
    if (piece.type === 'heading') {
      const nothing = { waits: [], isInterrupted: false, verify: [] };
      steps.push({ file, line: piece.line, title: piece.text, prose: [], notes: [], ...nothing });
    } else if (piece.type === 'notes') page.notes.push(piece.markdown);
    else if ('markdown' in piece) page.prose.push(piece.markdown);
  }
  const read = steps.filter(({ prose, notes }) => prose.length + notes.length > 0);
  const message = 'no command in it: each section became a step to read';
  const remarks =
    read.length > 0 ? [remark({ file, line: 1 }, 'to-do', message, 'give the steps something to do')] : [];
  return { result: { intro: before, steps: read, closing: { prose: [], notes: [] } }, remarks };
}
