import type * as z from 'zod';
import { paths, protocolVersion } from '../protocol/protocol.ts';
import { done, eventsResponse, joinResponse } from '../protocol/requests.ts';
import type { LearnerView } from '../protocol/view.ts';
import { ask, type RefusedByRoom, urlOf } from './ask.ts';
import { Hand, type Help } from './hand.ts';
import type { Membership } from './membership.ts';
import { Outbox } from './outbox.ts';
import type { Mask } from './share.ts';
import { ViewStream } from './view-stream.ts';

export type Connection = 'connecting' | 'connected' | 'offline' | 'refused';

export interface LinkOptions {
  readonly membership: Membership;
  readonly run: string;
  /** The run's journal, and the file beside it that says how much of it the room has. */
  readonly journal: string;
  readonly mark: string;
  /** What hides secrets, as far as they are known now. */
  readonly mask: () => Mask;
}

/** What joins a run to a room while it goes on: the run's events up, the room's pace and words down. */
export class RoomLink {
  readonly #options: LinkOptions;
  readonly #server: URL;
  readonly #listeners = new Set<() => void>();
  readonly #outbox: Outbox;
  readonly #stream: ViewStream;
  readonly #hand: Hand;
  #connection: Connection = 'connecting';
  #view: LearnerView | undefined;
  #entered: Promise<void> | undefined;

  constructor(options: LinkOptions) {
    const { membership, run, journal, mark, mask } = options;
    this.#options = options;
    this.#server = new URL(membership.server);
    const mend = (refused: RefusedByRoom) => this.#mend(refused);
    const changed = () => this.#changed();
    this.#outbox = new Outbox({
      ...{ room: membership.room, run, journal, mark, mask, mend, changed },
      send: async (first, events) => {
        await this.#enter();
        const body = { v: protocolVersion, run, now: Date.now(), first, events };
        return (await this.#ask(paths.events, body, eventsResponse)).next;
      },
    });
    this.#hand = new Hand(async (request) => {
      try {
        await this.#ask(paths.hand, request, done);
        return true;
      } catch {
        return false;
      }
    });
    this.#stream = new ViewStream({
      ...{ server: this.#server, token: membership.token, mend, enter: () => this.#enter() },
      seen: (view) => {
        this.#view = view;
        this.#hand.seen(view);
        this.#changed();
      },
      connected: (isConnected) => this.#connected(isConnected),
    });
    this.#outbox.poke();
  }

  get connection(): Connection {
    return this.#outbox.refused ? 'refused' : this.#connection;
  }

  /** What the room told last; undefined before it did. */
  get view(): LearnerView | undefined {
    return this.#view;
  }

  get handUp(): boolean {
    return this.#hand.isUp;
  }

  /** The number of the first event that the room does not have. */
  get next(): number {
    return this.#outbox.next;
  }

  /** Calls back whenever one of these is another. Returns the call that ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Something was written to the journal. */
  poke(): void {
    this.#outbox.poke();
  }

  raiseHand(help: Help): void {
    this.#hand.raise(help);
    this.#changed();
  }

  lowerHand(): void {
    this.#hand.lower();
    this.#changed();
  }

  /** Once the run is closed. What cannot be sent within `patience` milliseconds is sent when the learner comes back. */
  async close(patience: number): Promise<void> {
    this.#stream.close();
    await this.#outbox.close(patience);
    this.#listeners.clear();
  }

  #ask<Schema extends z.ZodType>(path: string, body: unknown, schema: Schema): Promise<z.output<Schema>> {
    return ask(urlOf(this.#server, path), { token: this.#options.membership.token, body }, schema);
  }

  /** Comes into the room with the run, once. @throws as `ask` */
  #enter(): Promise<void> {
    this.#entered ??= this.#join().catch((error) => {
      this.#entered = undefined;
      throw error;
    });
    return this.#entered;
  }

  async #join(): Promise<void> {
    const { membership, run } = this.#options;
    const { name, lesson } = membership;
    const body = { v: protocolVersion, name, run: { id: run, lesson: lesson.id } };
    await this.#ask(paths.join, body, joinResponse);
  }

  /** A room that forgot the run lets the learner come in anew. */
  #mend({ reason }: RefusedByRoom): boolean {
    if (reason !== 'unknown-run') return false;
    this.#entered = undefined;
    return true;
  }

  #connected(isConnected: boolean): void {
    const connection = isConnected ? 'connected' : 'offline';
    if (connection === this.#connection) return;
    this.#connection = connection;
    if (isConnected) {
      this.#outbox.hurry();
      void this.#hand.tell();
    }
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
