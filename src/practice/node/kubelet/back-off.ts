import { firstBackOff, longestBackOff } from '../settings.ts';

/** Waiting times that double: none, 10 s, 20 s, … up to 5 minutes. */
export interface BackOff {
  /** Milliseconds to wait before the next attempt. */
  next(): number;
  reset(): void;
}

export function createBackOff(first = 0): BackOff {
  let delay = first;
  return {
    next() {
      const now = delay;
      delay = Math.min(Math.max(firstBackOff, delay * 2), longestBackOff);
      return now;
    },
    reset() {
      delay = first;
    },
  };
}

/** As Go prints a duration of whole seconds: `10s`, `1m20s`, `5m0s`. */
export function sayDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
