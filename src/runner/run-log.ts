import type { Clock } from '../base/clock.ts';
import type { Entry, Event } from '../engine/events.ts';
import { reduce } from '../engine/reduce.ts';
import type { RunState } from '../engine/state.ts';
import type { Journal } from './journal.ts';

/** Called after every event, in order, and without one when the run has failed. */
export type RunListener = (entry?: Entry) => void;

/** The journal of a run and the state that it leads to. An event is on disk before anybody hears of it. */
export class RunLog {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #listeners = new Set<RunListener>();
  readonly #queue: Event[] = [];
  #state: RunState;
  #draining = false;
  #closed = false;
  #failure: Error | undefined;

  constructor(journal: Journal, state: RunState, clock: Clock) {
    this.#journal = journal;
    this.#state = state;
    this.#clock = clock;
  }

  /** The state now; a new object after every event. */
  get state(): RunState {
    return this.#state;
  }

  /** Set when the journal could not be written: the run has stopped at its last event. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Returns the call that ends it. */
  subscribe(listener: RunListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Events that come while one is being told wait for their turn: every listener hears of them in order. */
  emit(event: Event): void {
    if (this.#closed || this.#failure) return;
    this.#queue.push(event);
    if (this.#draining) return;
    this.#draining = true;
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
        const entry = this.#journal.append(next, new Date(this.#clock.now()));
        this.#state = reduce(this.#state, entry);
        for (const listener of this.#listeners) listener(entry);
      }
    } catch (error) {
      this.#failure = error as Error;
      this.#queue.length = 0;
      for (const listener of this.#listeners) listener();
    } finally {
      this.#draining = false;
    }
  }

  close(): void {
    this.#closed = true;
    this.#journal.close();
  }
}
