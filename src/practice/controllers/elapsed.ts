import type { Clock } from '../../base/clock.ts';

/** Time stamps have no fractions: the moment of one is anywhere in this many milliseconds after it. */
const precision = 999;

/**
 * Milliseconds of the clock's time that are left of `duration` since a time stamp, 0 when it is over. What waits for
 * it never comes too early: the moment is taken to be the last that the stamp may mean.
 */
export function remaining(clock: Clock, since: string, duration: number): number {
  if (duration <= 0) return 0;
  const passed = (clock.now() - Date.parse(since) - precision) * clock.speed;
  return Math.max(0, duration - passed);
}
