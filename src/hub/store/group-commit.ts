import { NotReadyError } from '../../base/errors.ts';
import type { StoredEntry } from './event-log.ts';
import type { Line } from './storable.ts';

interface Waiting {
  readonly lines: readonly Line[];
  readonly resolve: (stored: StoredEntry[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Stores lines in one transaction; of each, where it went, or undefined where it was known already. */
export type Write = (lines: readonly Line[]) => Promise<(StoredEntry | undefined)[]>;

/** More than this in one transaction would keep the others waiting. */
const most = 2_000;

/**
 * What is asked for while a transaction is under way shares the next one: each costs the disk (and PostgreSQL's
 * readers) a round trip, and a class of three hundred asks hundreds of times a second.
 */
export class GroupCommit {
  readonly #write: Write;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(write: Write) {
    this.#write = write;
  }

  append(lines: readonly Line[]): Promise<StoredEntry[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ lines, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    // All that arrives in this turn of the event loop.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) await this.#commit(this.#next());
    this.#running = undefined;
  }

  #next(): Waiting[] {
    let lines = 0;
    const after = this.#waiting.findIndex((waiting) => {
      lines += waiting.lines.length;
      return lines > most;
    });
    return this.#waiting.splice(0, after === -1 ? this.#waiting.length : Math.max(1, after));
  }

  async #commit(group: Waiting[]): Promise<void> {
    try {
      const stored = await this.#write(group.flatMap(({ lines }) => lines));
      let from = 0;
      for (const { lines, resolve } of group) {
        resolve(stored.slice(from, from + lines.length).filter((entry) => entry !== undefined));
        from += lines.length;
      }
    } catch (error) {
      // One that the database refuses must not take its neighbours with it.
      if (group.length > 1 && !(error instanceof NotReadyError)) {
        for (const waiting of group) await this.#commit([waiting]);
      } else {
        for (const { reject } of group) reject(error);
      }
    }
  }
}
