import type { Clock, Timer } from '../base/clock.ts';
import { parseDuration } from '../base/duration.ts';
import { watchCheck } from '../cluster/checks/index.ts';
import type { CheckContext } from '../cluster/types.ts';
import type { Event, Verdict } from '../engine/events.ts';
import type { Wanted } from '../engine/select.ts';
import type { Check } from '../lesson/schema.ts';

const defaultTimeout = 120_000;
/** Even where delays are virtual, what a check waits for takes some real time. */
const shortestTimeout = 10_000;

export interface WatchesOptions {
  readonly clock: Clock;
  readonly checksOf: (step: string) => readonly Check[];
  readonly context: (step: string) => CheckContext;
  readonly emit: (event: Event) => void;
}

/** Keeps the checks that the engine wants watched, and no others. */
export class Watches {
  readonly #options: WatchesOptions;
  #current: Watch | undefined;

  constructor(options: WatchesOptions) {
    this.#options = options;
  }

  reconcile(watch: Wanted['watch']): void {
    if (this.#current && (this.#current.step !== watch?.step || this.#current.epoch !== watch.epoch))
      this.close();
    if (!watch) return;
    const known = this.#current;
    const current = known ?? new Watch(watch.step, watch.epoch, this.#options);
    this.#current = current;
    if (watch.timed) current.time();
    // Last: a verdict that is known at once asks for this watch again.
    if (!known) current.start();
  }

  close(): void {
    this.#current?.close();
    this.#current = undefined;
  }
}

/** The checks of one step in one epoch. */
class Watch {
  readonly step: string;
  readonly epoch: number;
  readonly #options: WatchesOptions;
  readonly #checks: readonly Check[];
  readonly #abort = new AbortController();
  readonly #verdicts: Verdict[];
  #timers: Timer[] | undefined;

  constructor(step: string, epoch: number, options: WatchesOptions) {
    this.step = step;
    this.epoch = epoch;
    this.#options = options;
    this.#checks = options.checksOf(step);
    this.#verdicts = this.#checks.map(() => ({ verdict: 'pending' }));
  }

  start(): void {
    const context = this.#options.context(this.step);
    for (const [index, check] of this.#checks.entries()) {
      watchCheck(check, context, (verdict) => this.#report(index, verdict), this.#abort.signal);
    }
  }

  /** From now on a check that stays red for its time-out fails its step. */
  time(): void {
    this.#timers ??= this.#checks.map((_, index) => this.#timer(index));
  }

  close(): void {
    this.#abort.abort();
    for (const timer of this.#timers ?? []) timer.cancel();
  }

  #report(index: number, verdict: Verdict): void {
    if (this.#abort.signal.aborted) return;
    this.#verdicts[index] = verdict;
    this.#options.emit({ type: 'verdict', step: this.step, check: index, verdict });
  }

  #timer(index: number): Timer {
    const { clock, emit } = this.#options;
    const timeout = this.#checks[index]?.timeout;
    const wanted = (timeout && parseDuration(timeout)) || defaultTimeout;
    return clock.after(Math.max(wanted, shortestTimeout * clock.speed), () => {
      if (this.#verdicts[index]?.verdict === 'green') {
        // It may turn red again while the others are waited for, and then has its time anew.
        if (this.#timers) this.#timers[index] = this.#timer(index);
      } else emit({ type: 'check-timed-out', step: this.step, check: index });
    });
  }
}
