import type { Clock } from '../../../base/clock.ts';
import type { Schedule } from '../../api/schedule.ts';
import type { CronJob } from '../../objects.ts';

/** More than this many missed starts are not made up for. */
const tooMany = 100;

/**
 * The time that schedules go by: wall time, or, where delays pass faster than real ones, a time that has passed as
 * much faster since the controller began.
 */
export interface Calendar {
  now(): number;
  /** Of a time stamp. */
  at(stamp: string): number;
}

export function createCalendar(clock: Clock): Calendar {
  const began = clock.now();
  const convert = (wall: number) => (wall <= began ? wall : began + (wall - began) * clock.speed);
  return { now: () => convert(clock.now()), at: (stamp) => convert(Date.parse(stamp)) };
}

export interface Due {
  /** The latest start that should have been made; undefined when there is none. */
  time: number | undefined;
  /** Starts were missed for so long that something must be wrong. */
  isTooMany: boolean;
}

/** What is due `since` the last start. */
export function whatIsDue({ spec }: CronJob, schedule: Schedule, since: number, now: number): Due {
  const { startingDeadlineSeconds } = spec;
  const earliest =
    startingDeadlineSeconds === undefined ? since : Math.max(since, now - startingDeadlineSeconds * 1000);
  let time: number | undefined;
  let count = 0;
  for (let next = schedule.next(earliest); next !== undefined && next <= now; next = schedule.next(next)) {
    time = next;
    count += 1;
    if (count > tooMany * 100) break;
  }
  return { time, isTooMany: count > tooMany && startingDeadlineSeconds === undefined };
}
