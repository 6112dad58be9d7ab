import type { Clock } from '../../base/clock.ts';
import type { RoomEvent } from '../protocol/room-events.ts';
import type { SharedEvent } from '../protocol/run-events.ts';
import { reduceRoom } from '../room/reduce.ts';
import { emptyRoom, type RoomState } from '../room/state.ts';
import { type Entry, type EventLog, roomSource, type StoredEntry } from '../store/event-log.ts';

/** Entries that are kept at hand for those who were away for a moment. */
const recentEntries = 2000;
const page = 1000;
/** How long to wait before reading again what could not be read; in milliseconds. */
const retryAfter = 1000;

/** Told after the state has changed. `forLearners`: something that the room said to learners is among it. */
type Listener = (forLearners: boolean) => void;

/** What the room says of its learners, and not to them: each of a class would be asked whether it changes their view. */
const notForLearners: readonly RoomEvent['type'][] = ['learner-joined', 'presence'];

interface Unsaid {
  readonly event: RoomEvent;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A room as a server has it: its log, and the state that the log leads to, whoever of its servers wrote it. */
export class Room {
  readonly id: string;
  readonly #log: EventLog;
  readonly #clock: Clock;
  readonly #listeners = new Set<Listener>();
  readonly #recent: StoredEntry[] = [];
  readonly #unfollow: () => void;
  /** The position that the first of them follows. */
  #recentAfter = 0;
  #state: RoomState;
  #reading: Promise<void> | undefined;
  #more = false;
  #closed = false;
  #unsaid: Unsaid[] = [];
  #saying: Promise<void> | undefined;
  #problem: Error | undefined;
  #retry: NodeJS.Timeout | undefined;

  /** Opens a room of a log, and reads all that was said there. */
  static async open(log: EventLog, id: string, clock: Clock): Promise<Room> {
    const room = new Room(log, id, clock);
    await room.caughtUp();
    return room;
  }

  private constructor(log: EventLog, id: string, clock: Clock) {
    this.id = id;
    this.#log = log;
    this.#clock = clock;
    this.#state = emptyRoom(id);
    this.#unfollow = log.follow(id, () => this.#catchUp());
  }

  get state(): RoomState {
    return this.#state;
  }

  /** Why its log cannot be read now; undefined where it can. */
  get problem(): Error | undefined {
    return this.#problem;
  }

  now(): number {
    return this.#clock.now();
  }

  /** Returns the call that ends it. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The entries after a position; undefined where they are not at hand any more. */
  since(position: number): readonly StoredEntry[] | undefined {
    if (position < this.#recentAfter) return undefined;
    return this.#recent.slice(this.#recent.findLastIndex((entry) => entry.position <= position) + 1);
  }

  /** Says something as the room. It is stored, and the state has it, when this resolves. */
  say(event: RoomEvent): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#unsaid.push({ event, resolve, reject });
      this.#saying ??= this.#sayAll();
    });
  }

  /** What was asked for while the last was being stored is said together: a whole class comes within a minute. */
  async #sayAll(): Promise<void> {
    while (this.#unsaid.length > 0) {
      const batch = this.#unsaid.splice(0);
      const first = this.#state.seq + 1;
      const [at, source] = [this.now(), roomSource];
      const entries = batch.map(
        ({ event }, index): Entry => ({ room: this.id, source, seq: first + index, at, body: event }),
      );
      try {
        const stored = new Set((await this.#log.append(entries)).map(({ seq }) => seq));
        await this.caughtUp();
        for (const [index, { resolve }] of batch.entries()) if (stored.has(first + index)) resolve();
        // Another server of this room said its own under these numbers: they go before what was asked for since.
        this.#unsaid.unshift(...batch.filter((_, index) => !stored.has(first + index)));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#saying = undefined;
  }

  /** Stores events of a run, the first of them with the number `first`. */
  async store(run: string, first: number, events: readonly SharedEvent[], ahead: number): Promise<void> {
    const now = this.now();
    const entries = events.map((body, index): Entry => {
      // By the room's clock, as far as the learner's runs as fast; and never in the future.
      const at = Math.max(0, Math.min(now, Date.parse(body.at) - ahead));
      return { room: this.id, source: run, seq: first + index, at, body };
    });
    await this.#log.append(entries);
  }

  /** Resolves once the state has all that was stored before this was called. */
  caughtUp(): Promise<void> {
    this.#more = true;
    this.#reading ??= this.#read();
    return this.#reading;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Tells everybody who follows it, so that they go. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#unfollow();
    for (const listener of this.#listeners) listener(true);
  }

  /** Nobody says twice that there is more: where it cannot be read now, it is tried again until it can. */
  #catchUp(): void {
    this.caughtUp().catch((error: Error) => {
      this.#problem = error;
      clearTimeout(this.#retry);
      if (!this.#closed) this.#retry = setTimeout(() => this.#catchUp(), retryAfter);
    });
  }

  async #read(): Promise<void> {
    try {
      while (this.#more) {
        this.#more = false;
        const entries = await this.#log.read(this.id, this.#state.position, page);
        this.#problem = undefined;
        if (entries.length === page) this.#more = true;
        if (entries.length > 0) this.#take(entries);
      }
    } finally {
      this.#reading = undefined;
    }
  }

  #take(entries: readonly StoredEntry[]): void {
    for (const entry of entries) this.#state = reduceRoom(this.#state, entry);
    this.#recent.push(...entries);
    if (this.#recent.length > 2 * recentEntries) {
      const [last] = this.#recent.splice(0, this.#recent.length - recentEntries).slice(-1);
      this.#recentAfter = last?.position ?? this.#recentAfter;
    }
    const forLearners = entries.some(
      ({ source, body }) => source === roomSource && !notForLearners.includes((body as RoomEvent).type),
    );
    for (const listener of this.#listeners) listener(forLearners);
  }
}
