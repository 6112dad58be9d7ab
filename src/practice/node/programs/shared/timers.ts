import timersPromises from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Keeper } from './keeper.ts';

type Task = (...args: unknown[]) => void;

/** A program's timers: `speed` times as fast as the wall clock, and ended with it. */
export function createTimers(keeper: Keeper, speed: number) {
  const scaled = (delay: unknown) => (typeof delay === 'number' ? delay / speed : delay) as number;
  const kept = (timer: NodeJS.Timeout) => {
    keeper.timer(timer);
    return timer;
  };
  const again =
    (task: Task) =>
    (...args: unknown[]) => {
      keeper.check();
      task(...args);
    };
  const held = async <T>(options: { ref?: boolean } | undefined, wait: () => Promise<T>) => {
    if (options?.ref === false) return wait();
    const release = keeper.hold();
    return wait().finally(release);
  };
  const immediates = new WeakMap<object, () => void>();

  const setTimeoutHere = (task: Task, delay?: number, ...args: unknown[]) =>
    kept(setTimeout(typeof task === 'function' ? again(task) : task, scaled(delay), ...args));
  const setIntervalHere = (task: Task, delay?: number, ...args: unknown[]) =>
    kept(setInterval(typeof task === 'function' ? again(task) : task, scaled(delay), ...args));
  const setImmediateHere = (task: Task, ...args: unknown[]) => {
    if (typeof task !== 'function') return setImmediate(task);
    const release = keeper.hold();
    const immediate = setImmediate(() => {
      release();
      if (!keeper.ended) task(...args);
    });
    immediates.set(immediate, release);
    return immediate;
  };
  const clear = (timer: NodeJS.Timeout | number | string | undefined) => {
    clearTimeout(timer);
    keeper.check();
  };
  const clearImmediateHere = (immediate: NodeJS.Immediate | undefined) => {
    clearImmediate(immediate);
    if (immediate) immediates.get(immediate)?.();
  };
  const wait = (delay?: number, value?: unknown, options?: { ref?: boolean }) =>
    held(options, () => timersPromises.setTimeout(scaled(delay), value, options));
  const soon = (value?: unknown, options?: { ref?: boolean }) =>
    held(options, () => timersPromises.setImmediate(value, options));
  async function* ticks(delay?: number, value?: unknown, options?: { ref?: boolean }) {
    const release = options?.ref === false ? () => undefined : keeper.hold();
    try {
      yield* timersPromises.setInterval(scaled(delay), value, options);
    } finally {
      release();
    }
  }
  Object.defineProperty(setTimeoutHere, promisify.custom, { value: wait });
  Object.defineProperty(setImmediateHere, promisify.custom, { value: soon });
  return {
    globals: {
      setTimeout: setTimeoutHere,
      setInterval: setIntervalHere,
      setImmediate: setImmediateHere,
      clearTimeout: clear,
      clearInterval: clear,
      clearImmediate: clearImmediateHere,
    },
    promises: {
      setTimeout: wait,
      setInterval: ticks,
      setImmediate: soon,
      scheduler: {
        wait: (delay: number, options?: { ref?: boolean }) => wait(delay, undefined, options),
        yield: () => soon(),
      },
    },
  };
}

export type ProgramTimers = ReturnType<typeof createTimers>;
