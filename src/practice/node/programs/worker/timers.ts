import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { promisify } from 'node:util';

/** Lets this thread's timers run `speed` times as fast as the wall clock. */
export function patchTimers(speed: number): void {
  if (speed === 1) return;
  const scaled = (delay: unknown) => (typeof delay === 'number' ? delay / speed : delay) as number;
  const { setTimeout: later, setInterval: repeat } = timers;
  const { setTimeout: wait, setInterval: ticks } = timersPromises;
  const waitFor = (delay?: number, ...rest: [unknown?, object?]) => wait(scaled(delay), ...rest);

  const setTimeout = (task: () => void, delay?: number, ...args: []) => later(task, scaled(delay), ...args);
  Object.defineProperty(setTimeout, promisify.custom, { value: waitFor });
  const setInterval = (task: () => void, delay?: number, ...args: []) => repeat(task, scaled(delay), ...args);
  Object.assign(timers, { setTimeout, setInterval });
  Object.assign(globalThis, { setTimeout, setInterval });
  Object.assign(timersPromises, {
    setTimeout: waitFor,
    setInterval: (delay?: number, ...rest: [unknown?, object?]) => ticks(scaled(delay), ...rest),
  });
  Object.assign(timersPromises.scheduler, {
    wait: (delay: number, options?: object) => waitFor(delay, undefined, options),
  });
}
