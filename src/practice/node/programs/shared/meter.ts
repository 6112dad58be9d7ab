import { type AsyncHook, createHook } from 'node:async_hooks';
import { currentWorld } from './world.ts';

/** Milliseconds after which it is taken that nobody asks any more. */
const forgottenAfter = 90_000;

/** Microseconds by the programs' numbers. */
const used = new Map<number, number>();
let hook: AsyncHook | undefined;
let end: NodeJS.Timeout | undefined;
/** Calls that are inside each other, and when the outermost began. */
let depth = 0;
let began = 0;

/** What each program has used since the first call. Watching costs a little: it stops when it is not called again. */
export function startMeter(): ReadonlyMap<number, number> {
  hook ??= watch();
  clearTimeout(end);
  end = setTimeout(() => {
    hook?.disable();
    hook = undefined;
  }, forgottenAfter).unref();
  return used;
}

function watch(): AsyncHook {
  return createHook({
    before() {
      if (depth === 0) began = performance.now();
      depth += 1;
    },
    after() {
      depth = Math.max(depth - 1, 0);
      const id = currentWorld()?.id;
      if (depth > 0 || id === undefined) return;
      used.set(id, (used.get(id) ?? 0) + (performance.now() - began) * 1000);
    },
  }).enable();
}

/** A program that was interrupted has not returned, and will not. */
export function forgetCalls(): void {
  depth = 0;
}
