import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { splitLines } from '../base/lines.ts';
import { OutputBuffer } from '../shell/output.ts';
import type { Session } from './session.ts';

/** Characters that are kept of one command: the journal has its last lines, whatever comes after that. */
const mostOfCommand = 65_536;
/** Bytes after which nothing more of a run is kept. */
const mostOfRun = 16_000_000;

/** A line of the file: something that a command printed, or, without a text, that there was more. */
interface Piece {
  /** The number of the journal's entry that the command began with. */
  readonly of: number;
  /** Milliseconds since then. */
  readonly ms: number;
  readonly text?: string;
  /** How many lines there were in all, of a command whose end is not here. */
  readonly lines?: number;
}

/**
 * Keeps what a run's commands print, and when, beside the journal: bounded, and for transcripts alone. Nothing depends on
 * it, so that a file that cannot be written ends the recording and not the run. Returns the call that ends it.
 */
export function record(session: Session, file: string): () => void {
  let current: { of: number; began: number; kept: number; lines: number } | undefined;
  let gone = false;
  const write = (piece: Piece) => {
    if (gone) return;
    try {
      if (existsSync(file) && statSync(file).size > mostOfRun) gone = true;
      // What a learner's commands print is their own business.
      else appendFileSync(file, `${JSON.stringify(piece)}\n`, { mode: 0o600 });
    } catch {
      gone = true;
    }
  };
  const ends = [
    session.subscribe((entry) => {
      if (entry?.type === 'command-started' || entry?.type === 'aside-started') {
        current = { of: entry.seq, began: Date.parse(entry.at), kept: 0, lines: 0 };
      }
      if ((entry?.type !== 'command-ended' && entry?.type !== 'aside-ended') || !current) return;
      const { of, began, kept, lines } = current;
      current = undefined;
      if (kept > mostOfCommand) write({ of, ms: Date.parse(entry.at) - began, lines });
    }),
    session.subscribeOutput((text) => {
      if (!current) return;
      const room = mostOfCommand - current.kept;
      current.kept += text.length;
      current.lines += text.split('\n').length - 1;
      if (room > 0) {
        write({ of: current.of, ms: Math.max(0, Date.now() - current.began), text: text.slice(0, room) });
      }
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** What a command printed, as far as it was kept. */
export interface RecordedOutput {
  readonly pieces: readonly { readonly ms: number; readonly text: string }[];
  /** The lines of all pieces as they looked in the end, colours included. */
  readonly lines: readonly string[];
  /** How many lines there were in all: more than these where it printed more than is kept. */
  readonly total: number;
}

/** What was recorded of a run, by the numbers of the entries that its commands began with. */
export function readRecording(file: string): ReadonlyMap<number, RecordedOutput> {
  const pieces = new Map<number, Piece[]>();
  if (!existsSync(file)) return new Map();
  for (const line of splitLines(readFileSync(file, 'utf8')).lines) {
    const piece = parse(line);
    if (piece) pieces.set(piece.of, [...(pieces.get(piece.of) ?? []), piece]);
  }
  return new Map([...pieces].map(([of, all]) => [of, recorded(all)]));
}

function recorded(all: readonly Piece[]): RecordedOutput {
  const pieces = all.flatMap(({ ms, text }) => (text === undefined ? [] : [{ ms, text }]));
  const drawn = new OutputBuffer({ lines: mostOfCommand, lineLength: mostOfCommand });
  for (const { text } of pieces) drawn.write(text);
  const lines = drawn.slice(0, drawn.total);
  return { pieces, lines, total: all.find((piece) => piece.lines !== undefined)?.lines ?? lines.length };
}

/** A line that a full disk cut is left out. */
function parse(line: string): Piece | undefined {
  try {
    const piece = JSON.parse(line) as Piece;
    return Number.isInteger(piece.of) && Number.isFinite(piece.ms) ? piece : undefined;
  } catch {
    return undefined;
  }
}
