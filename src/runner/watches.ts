import type { Clock, Timer } from '../base/clock.ts';
import { parseDuration } from '../base/duration.ts';
import { watchCheck } from '../cluster/checks/index.ts';
import type { CheckContext } from '../cluster/types.ts';
import type { Event, Verdict } from '../engine/events.ts';
import type { Wanted } from '../engine/select.ts';
import type { Check } from '../lesson/schema.ts';

const defaultTimeout = 120_000;
/**
 * Milliseconds of wall time: even where delays are virtual, what a check waits for takes some real time, and more of it
 * on a machine that is busy. So as long as a check's reason keeps changing it has this long again, up to a limit.
 */
const shortestTimeout = 10_000;
const mostGrace = 60_000;

export interface WatchesOptions {
  readonly clock: Clock;
  readonly checksOf: (step: string) => readonly Check[];
  readonly context: (step: string) => CheckContext;
  readonly emit: (event: Event) => void;
  /** Nobody is shown how it goes. */
  readonly unseen: boolean;
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
    if (!watch || (watch.shown && this.#options.unseen)) return;
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
  /** When each verdict came, in milliseconds of wall time. */
  readonly #changedAt: number[];
  #timers: Timer[] | undefined;

  constructor(step: string, epoch: number, options: WatchesOptions) {
    this.step = step;
    this.epoch = epoch;
    this.#options = options;
    this.#checks = options.checksOf(step);
    this.#verdicts = this.#checks.map(() => ({ verdict: 'pending' }));
    this.#changedAt = this.#checks.map(() => performance.now());
  }

  start(): void {
    const context = this.#options.context(this.step);
    for (const [index, check] of this.#checks.entries()) {
      watchCheck(check, context, (verdict) => this.#report(index, verdict), this.#abort.signal);
    }
  }

  /** From now on a check that stays red for its time-out fails its step. */
  time(): void {
    this.#timers ??= this.#checks.map((_, index) => this.#timer(index, this.#timeout(index)));
  }

  close(): void {
    this.#abort.abort();
    for (const timer of this.#timers ?? []) timer.cancel();
  }

  #report(index: number, verdict: Verdict): void {
    if (this.#abort.signal.aborted) return;
    this.#verdicts[index] = verdict;
    this.#changedAt[index] = performance.now();
    this.#options.emit({ type: 'verdict', step: this.step, check: index, verdict });
  }

  /** Milliseconds of the clock's time. */
  #timeout(index: number): number {
    const timeout = this.#checks[index]?.timeout;
    const wanted = (timeout && parseDuration(timeout)) || defaultTimeout;
    return Math.max(wanted, shortestTimeout * this.#options.clock.speed);
  }

  #timer(index: number, delay: number, graceUntil = performance.now() + mostGrace): Timer {
    const { clock, emit } = this.#options;
    const again = (next: number, until?: number) => {
      if (this.#timers) this.#timers[index] = this.#timer(index, next, until);
    };
    return clock.after(delay, () => {
      const now = performance.now();
      const grace = Math.min((this.#changedAt[index] ?? 0) + shortestTimeout, graceUntil) - now;
      // It may turn red again while the others are waited for, and then has its time anew.
      if (this.#verdicts[index]?.verdict === 'green') again(this.#timeout(index));
      else if (grace > 0) again(grace * clock.speed, graceUntil);
      else emit({ type: 'check-timed-out', step: this.step, check: index });
    });
  }
}
