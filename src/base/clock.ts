/** A timer that can be called off. */
export interface Timer {
  cancel(): void;
}

/**
 * All waiting goes through a clock, so that a cluster whose delays are virtual waits less. Only delays are scaled:
 * what is written down (`now`) is wall time, as everything that a learner compares it with.
 */
export interface Clock {
  /** How many times faster than the wall clock delays pass; 1 in real life. */
  readonly speed: number;
  /** Milliseconds since the epoch, wall time. */
  now(): number;
  /** Runs `task` after `delay` milliseconds of this clock's time. */
  after(delay: number, task: () => void): Timer;
  /** Resolves after `delay` milliseconds of this clock's time; at once, with false, when `signal` is aborted. */
  sleep(delay: number, signal?: AbortSignal): Promise<boolean>;
}

export function createClock(speed = 1): Clock {
  return {
    speed,
    now: () => Date.now(),
    after(delay, task) {
      const timer = setTimeout(task, delay / speed);
      return { cancel: () => clearTimeout(timer) };
    },
    sleep(delay, signal) {
      if (signal?.aborted) return Promise.resolve(false);
      return new Promise((resolve) => {
        const stop = () => {
          clearTimeout(timer);
          resolve(false);
        };
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', stop);
          resolve(true);
        }, delay / speed);
        signal?.addEventListener('abort', stop, { once: true });
      });
    },
  };
}
