import type { Clock } from '../../base/clock.ts';

/** Requests that one learner may make at once, and then a second. */
const burst = 40;
const perSecond = 10;
const remembered = 10_000;

/** How much each learner may ask of the room. */
export class Budget {
  readonly #clock: Clock;
  readonly #left = new Map<string, { left: number; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns seconds to wait; 0 where it may be done now */
  spend(who: string): number {
    const now = this.#clock.now();
    const known = this.#left.get(who) ?? { left: burst, at: now };
    const left = Math.min(burst, known.left + ((now - known.at) / 1000) * perSecond);
    this.#left.delete(who);
    this.#left.set(who, { left: left >= 1 ? left - 1 : left, at: now });
    const [oldest] = this.#left.keys();
    if (this.#left.size > remembered && oldest !== undefined) this.#left.delete(oldest);
    return left >= 1 ? 0 : Math.ceil((1 - left) / perSecond);
  }
}
