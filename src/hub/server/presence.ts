import { randomUUID } from 'node:crypto';
import type { Room } from './room.ts';

/** How long those who come and go are gathered before it is said. */
const gather = 1000;
/** How often a server with learners says that it lives. */
export const sayAlive = 60_000;

/** Says in the room's log which learners are connected to this server. */
export class Presence {
  readonly #room: Room;
  readonly #server = randomUUID();
  /** Streams of each learner. */
  readonly #here = new Map<string, number>();
  readonly #said = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  readonly #alive: NodeJS.Timeout;

  constructor(room: Room) {
    this.#room = room;
    this.#alive = setInterval(() => {
      if (this.#here.size > 0) this.#say([], []);
    }, sayAlive).unref();
  }

  /** Streams that a learner has now. */
  streams(learner: string): number {
    return this.#here.get(learner) ?? 0;
  }

  came(learner: string): void {
    this.#here.set(learner, this.streams(learner) + 1);
    this.#soon();
  }

  went(learner: string): void {
    const left = this.streams(learner) - 1;
    if (left > 0) this.#here.set(learner, left);
    else this.#here.delete(learner);
    this.#soon();
  }

  /** Everybody here is about to be sent away. */
  async close(): Promise<void> {
    clearInterval(this.#alive);
    clearTimeout(this.#timer);
    this.#here.clear();
    await this.#tell();
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#tell();
    }, gather).unref();
  }

  async #tell(): Promise<void> {
    const came = [...this.#here.keys()].filter((learner) => !this.#said.has(learner));
    const went = [...this.#said].filter((learner) => !this.#here.has(learner));
    if (came.length + went.length === 0) return;
    for (const learner of came) this.#said.add(learner);
    for (const learner of went) this.#said.delete(learner);
    await this.#say(came, went);
  }

  async #say(came: string[], went: string[]): Promise<void> {
    try {
      await this.#room.say({ type: 'presence', server: this.#server, came, went });
    } catch {
      // The storage does not answer: what is not said now is said with the next change.
      for (const learner of came) this.#said.delete(learner);
      for (const learner of went) this.#said.add(learner);
    }
  }
}
