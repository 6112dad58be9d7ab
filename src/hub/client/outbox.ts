import { readFileSync } from 'node:fs';
import { sync as writeFileAtomic } from 'write-file-atomic';
import * as z from 'zod';
import { limits } from '../protocol/protocol.ts';
import { RefusedByRoom } from './ask.ts';
import { Backoff } from './backoff.ts';
import { JournalTail } from './journal-tail.ts';
import { Nap } from './nap.ts';
import { type Mask, type Sent, share } from './share.ts';

/** Between two requests: many small things that happen at once go together, and stay below what the room allows. */
const rest = 120;
/** Bytes of journal that go into a request; what is sent of them is less. */
const most = limits.body / 4;

export interface OutboxOptions {
  readonly room: string;
  readonly run: string;
  /** The run's journal, and the file beside it that says how much of it the room has. */
  readonly journal: string;
  readonly mark: string;
  /** What hides secrets, as far as they are known now. */
  readonly mask: () => Mask;
  /** Sends events, the first with this number. @returns the number that the room needs next */
  readonly send: (first: number, events: Sent[]) => Promise<number>;
  /** What was refused may be mended, such as by joining again. @returns false where it is refused for good */
  readonly mend: (refused: RefusedByRoom) => boolean;
  readonly changed: () => void;
}

const markOf = z.object({ room: z.string(), run: z.string(), next: z.int().min(1) });

/**
 * Brings a run's journal to the room, in order and all of it, however often the network, the room or this program ends
 * on the way. The journal is the queue; what the room says it needs next is where it goes on.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #tail: JournalTail;
  readonly #backoff = new Backoff();
  readonly #over = new AbortController();
  readonly #nap = new Nap(this.#over.signal);
  #next: number;
  #closing = false;
  #refused: RefusedByRoom | undefined;
  #working: Promise<void> | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#tail = new JournalTail(options.journal);
    this.#next = this.#marked();
  }

  /** The number of the event that the room needs next. */
  get next(): number {
    return this.#next;
  }

  /** Why the room takes nothing more, for good. */
  get refused(): RefusedByRoom | undefined {
    return this.#refused;
  }

  /** There may be something to send. */
  poke(): void {
    this.#working ??= this.#work();
    this.#nap.wake();
  }

  /** The room may be there again. */
  hurry(): void {
    this.#nap.hurry();
  }

  /** Sends what there still is, if that goes within `patience` milliseconds. The rest is sent when the run goes on. */
  async close(patience: number): Promise<void> {
    const deadline = setTimeout(() => this.#over.abort(), patience);
    this.#closing = true;
    this.poke();
    this.hurry();
    await this.#working;
    clearTimeout(deadline);
    await this.#tail.close();
  }

  async #work(): Promise<void> {
    const { signal } = this.#over;
    while (!signal.aborted && !this.#refused) {
      try {
        const more = await this.#sendSome();
        if (!more && this.#closing) return;
        await (more ? this.#nap.pause(rest) : this.#nap.sleep());
      } catch (error) {
        if (this.#closing) return;
        await this.#wait(error as Error);
      }
    }
  }

  /** @returns false where there was nothing */
  async #sendSome(): Promise<boolean> {
    const entries = await this.#tail.read(this.#next, limits.batch, most);
    if (entries.length === 0) return false;
    const mask = this.#options.mask();
    const events = entries.map((entry) => share(entry, mask));
    this.#mark(await this.#options.send(this.#next, events));
    this.#backoff.reset();
    return true;
  }

  async #wait(error: Error): Promise<void> {
    if (!(error instanceof RefusedByRoom)) return this.#nap.pause(this.#backoff.next());
    if (error.reason === 'gap' && error.next !== undefined) return this.#mark(error.next);
    if (error.wait !== undefined) return this.#nap.pause(error.wait * 1000);
    if (this.#options.mend(error)) return this.#nap.pause(this.#backoff.next());
    this.#refused = error;
    this.#options.changed();
  }

  #mark(next: number): void {
    const { room, run, mark, changed } = this.#options;
    this.#next = next;
    try {
      writeFileAtomic(mark, JSON.stringify({ room, run, next }), { fsync: false });
    } catch {
      // A full disk, or lost with a machine: it costs a question, for the room knows, too.
    }
    changed();
  }

  #marked(): number {
    const { room, run, mark } = this.#options;
    try {
      const marked = markOf.parse(JSON.parse(readFileSync(mark, 'utf8')));
      return marked.room === room && marked.run === run ? marked.next : 1;
    } catch {
      return 1;
    }
  }
}
