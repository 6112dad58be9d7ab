import type { Clock } from '../../../base/clock.ts';
import type { Reason } from '../../../engine/reasons/reasons.ts';
import { show } from '../match/reason.ts';

/** Milliseconds of the clock within which a value must grow again: while its pace is not known, at least, at most. */
const patience = { unknown: 4_000, least: 3_000, most: 15_000 };
/** Milliseconds of wall time that are left to it in any case: samples take real time, however fast the clock. */
const leastWall = 2_000;
/** How many of its own usual pauses a value may take. */
const pauses = 2.5;

export interface Rise {
  /** Takes a sample; undefined while the value grows, else why it is not seen to. */
  sample(value: unknown): Reason | undefined;
}

/**
 * Whether a counter goes on growing. Its own pace says how long it may stand still: a counter that grew every second
 * is stuck after three, one that grows every five seconds is not.
 */
export function createRise(expression: string, clock: Clock): Rise {
  let last: number | undefined;
  let firstAt = 0;
  let grewAt: number | undefined;
  let intervals: number[] = [];

  const allowed = () => {
    const pace = intervals.length === 0 ? patience.unknown : pauses * usual(intervals);
    return Math.max(leastWall, Math.min(Math.max(pace, patience.least), patience.most) / clock.speed);
  };

  return {
    sample(value) {
      const now = clock.now();
      if (value === null || value === undefined) {
        last = undefined;
        grewAt = undefined;
        return { id: 'no-value-yet', params: { expression } };
      }
      const shown = typeof value === 'string' ? value : show(value);
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number)) {
        return { id: 'not-a-number', params: { expression, value: shown } };
      }
      if (last === undefined || number < last) {
        // A counter that fell was begun anew.
        firstAt = now;
        grewAt = undefined;
      } else if (number > last) {
        if (grewAt !== undefined) intervals = [...intervals, (now - grewAt) * clock.speed].slice(-5);
        grewAt = now;
      }
      last = number;
      if (grewAt !== undefined && now - grewAt <= allowed()) return undefined;
      const waiting =
        grewAt === undefined && now - firstAt < Math.max(leastWall, patience.least / clock.speed);
      return { id: waiting ? 'first-value' : 'not-rising', params: { expression, value: shown } };
    },
  };
}

/** The middle one, so that a standstill that is over does not count as its pace; of two, the shorter. */
function usual(intervals: readonly number[]): number {
  const sorted = intervals.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
