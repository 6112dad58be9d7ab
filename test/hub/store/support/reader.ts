import { NotReadyError } from '../../../../src/base/errors.ts';
import type { EventLog, StoredEntry } from '../../../../src/hub/store/event-log.ts';

/** Reads a room as a screen does: whatever is after the last that was seen, whenever there is more. */
export class Reader {
  readonly seen: StoredEntry[] = [];
  readonly #log: EventLog;
  readonly #room: string;
  readonly #stop: () => void;
  #reading: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #changed = Promise.withResolvers<void>();

  constructor(log: EventLog, room: string) {
    this.#log = log;
    this.#room = room;
    this.#stop = log.follow(room, () => this.#more());
    this.#more();
  }

  /** Resolves as soon as so many entries were seen. */
  async until(count: number): Promise<void> {
    while (this.seen.length < count) await this.#changed.promise;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stop();
    await this.#reading;
  }

  #more(): void {
    this.#again = true;
    this.#reading ??= this.#read();
  }

  async #read(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const rows = await this.#page();
      if (rows.length === 50) this.#again = true;
      this.seen.push(...rows);
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
    }
    // In the same turn as the last look at `#again`.
    this.#reading = undefined;
  }

  /** A database that restarts refuses for a while, and the room’s own server asks again, too. */
  async #page(): Promise<StoredEntry[]> {
    for (;;) {
      try {
        return await this.#log.read(this.#room, this.seen.at(-1)?.position ?? 0, 50);
      } catch (error) {
        if (!(error instanceof NotReadyError) || this.#stopped) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }
}
