import type { Clock, Timer } from '../../base/clock.ts';

/** Milliseconds of wall time between two looks at the least, however fast the clock. */
const leastPause = 20;

export interface Poll {
  /** Looks again now; a look under way is called off. */
  now(): void;
}

/**
 * Looks again and again until `signal` is aborted: `look` is given a signal of its own, and its result is the pause
 * after it in milliseconds of the clock. It must not throw.
 */
export function startPoll(
  clock: Clock,
  look: (signal: AbortSignal) => Promise<number>,
  signal: AbortSignal,
): Poll {
  let timer: Timer | undefined;
  let current = new AbortController();

  const go = async () => {
    timer?.cancel();
    current.abort();
    if (signal.aborted) return;
    const mine = new AbortController();
    current = mine;
    const pause = await look(mine.signal);
    if (!mine.signal.aborted) timer = clock.after(Math.max(pause, leastPause * clock.speed), go);
  };
  signal.addEventListener(
    'abort',
    () => {
      timer?.cancel();
      current.abort();
    },
    { once: true },
  );
  void go();
  return { now: () => void go() };
}
