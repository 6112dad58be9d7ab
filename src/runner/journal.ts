import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { NotReadyError, UsageError } from '../base/errors.ts';
import { splitLines } from '../base/lines.ts';
import type { Entry, Event } from '../engine/events.ts';

/** What was found when a journal was opened. */
export interface Recovered {
  readonly entries: readonly Entry[];
  /** The end of the file was cut in the middle of an entry, and that entry is lost. */
  readonly cut: boolean;
}

/**
 * The journal of one run: a file of JSON lines, one entry a line, appended to and never rewritten. An entry is in the
 * file when `append` returns, so a killed program loses nothing that it showed.
 */
export class Journal {
  readonly #file: string;
  readonly #descriptor: number;
  #seq: number;

  private constructor(file: string, seq: number) {
    this.#file = file;
    this.#descriptor = openSync(file, 'a');
    this.#seq = seq;
  }

  /** @throws UsageError when the file is not a journal. */
  static open(file: string): { journal: Journal; recovered: Recovered } {
    const recovered = existsSync(file) ? recover(file) : { entries: [], cut: false };
    return { journal: new Journal(file, recovered.entries.length), recovered };
  }

  /** Numbers and dates an event and writes it down. @throws NotReadyError when it cannot be written (disk full). */
  append(event: Event, at: Date): Entry {
    const entry: Entry = { seq: this.#seq + 1, at: at.toISOString(), ...event };
    const { size } = fstatSync(this.#descriptor);
    try {
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      for (let written = 0; written < line.length; ) written += writeSync(this.#descriptor, line, written);
    } catch (error) {
      // Half a line would make the next entry unreadable.
      ftruncateSync(this.#descriptor, size);
      throw new NotReadyError(
        `The journal of this run cannot be written: ${(error as Error).message}`,
        `Free some space for ${this.#file}, then start again: the run goes on from its last event.`,
        { cause: error },
      );
    }
    this.#seq = entry.seq;
    return entry;
  }

  close(): void {
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
  }
}

/** Reads a journal without touching it: for the menu, `status` and `transcript`. */
export function readJournal(file: string): Recovered {
  const { lines, cut } = splitLines(readFileSync(file, 'utf8'));
  return { entries: lines.map((line, index) => parse(file, line, index + 1)), cut: cut !== '' };
}

function recover(file: string): Recovered {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(0x0a) + 1;
  // What a full disk or a lost machine left of the last entry would spoil the next one.
  if (end < bytes.length) truncateSync(file, end);
  const { entries } = readJournal(file);
  return { entries, cut: end < bytes.length };
}

function parse(file: string, line: string, number: number): Entry {
  try {
    const entry = JSON.parse(line) as Entry;
    if (entry.seq === number && typeof entry.type === 'string' && typeof entry.at === 'string') return entry;
  } catch {
    // Said below, as for an entry that is out of order.
  }
  throw new UsageError(
    `${file}:${number}: this line is not entry ${number} of a journal`,
    'Move the file away to start this run afresh; nothing in the cluster changes by that.',
  );
}
