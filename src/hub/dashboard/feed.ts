import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { Entries, Snapshot } from '../protocol/log-stream.ts';
import { heartbeat, paths } from '../protocol/protocol.ts';
import { reduceAll } from '../room/reduce.ts';
import { urlOf } from './here.ts';

/** Milliseconds without a sign of life after which a connection counts as dead, though nobody closed it. */
const patience = 2.5 * heartbeat;
const firstWait = 500;
const longestWait = 8000;

export type Connection = 'connecting' | 'live' | 'away' | 'refused';

/**
 * The room as this page knows it: a snapshot, and then each entry of its log through the same `reduceRoom` as on the
 * server. An EventSource could not send the token but in the address, where proxies write it down.
 */
export class Feed {
  readonly #token: string;
  readonly #listeners = new Set<() => void>();
  #snapshot: Snapshot | undefined;
  #connection: Connection = 'connecting';
  /** By how much the room's clock is ahead of this machine's. */
  #ahead = 0;
  #last: string | undefined;
  #hurry = () => {};

  constructor(token: string) {
    this.#token = token;
    addEventListener('online', () => this.#hurry());
    void this.#run();
  }

  /** Undefined before the room has answered. */
  get snapshot(): Snapshot | undefined {
    return this.#snapshot;
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** By the room's clock. */
  now(): number {
    return Date.now() + this.#ahead;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #run(): Promise<void> {
    for (let wait = firstWait; ; wait = Math.min(longestWait, wait * 2)) {
      try {
        const response = await this.#follow();
        if (response === 'refused') return this.#is('refused');
        // It was there: whoever ended it may be back in a moment.
        wait = firstWait;
      } catch {
        // The network, or the server, is away: that is what the next try is for.
      }
      this.#is('away');
      await this.#sleep(wait * (0.5 + Math.random()));
    }
  }

  async #follow(): Promise<'refused' | 'ended'> {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), patience);
    try {
      const headers = {
        Authorization: `Bearer ${this.#token}`,
        ...(this.#last === undefined ? {} : { 'Last-Event-ID': this.#last }),
      };
      const response = await fetch(urlOf(paths.log), { headers, cache: 'no-store', signal: silence.signal });
      if (response.status === 401 || response.status === 403) return 'refused';
      if (!response.ok || !response.body) throw new Error(`the room answers ${response.status}`);
      const parser = createParser({ onEvent: (event) => this.#take(event) });
      const decoder = new TextDecoder();
      const reader = response.body.getReader();
      if (this.#snapshot) this.#is('live');
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return 'ended';
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), patience);
        parser.feed(decoder.decode(value, { stream: true }));
      }
    } finally {
      clearTimeout(timer);
    }
  }

  #take({ event, id, data }: EventSourceMessage): void {
    if (event === 'snapshot') this.#snapshot = JSON.parse(data) as Snapshot;
    else if (event === 'entries' && this.#snapshot) {
      const { now, entries } = JSON.parse(data) as Entries;
      this.#snapshot = { ...this.#snapshot, now, state: reduceAll(this.#snapshot.state, entries) };
    } else return;
    this.#last = id;
    this.#ahead = this.#snapshot.now - Date.now();
    this.#is('live');
  }

  #is(connection: Connection): void {
    this.#connection = connection;
    for (const listener of this.#listeners) listener();
  }

  async #sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#hurry = resolve;
      setTimeout(resolve, ms);
    });
  }
}
