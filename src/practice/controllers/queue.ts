/**
 * Work that is to be done, each piece once however often it was asked for, in the order in which it was first asked
 * for. One piece at a time, and never inside the call that asked: a controller sees what another one did as a whole.
 */
export interface Queue {
  add(key: string): void;
  /** Resolves when nothing is left to do. */
  settled(): Promise<void>;
  stop(): void;
}

/** Milliseconds of work before requests get their turn. */
const slice = 8;

export function createQueue(run: (key: string) => void): Queue {
  const waiting = new Set<string>();
  let scheduled: NodeJS.Immediate | undefined;
  let stopped = false;
  let idle: (() => void)[] = [];

  function work(): void {
    scheduled = undefined;
    const until = performance.now() + slice;
    for (const key of waiting) {
      // Before it runs: what the run itself changes may need another one.
      waiting.delete(key);
      run(key);
      if (stopped) return;
      if (performance.now() > until) break;
    }
    if (waiting.size > 0) schedule();
    else {
      const told = idle;
      idle = [];
      for (const tell of told) tell();
    }
  }

  function schedule(): void {
    scheduled ??= setImmediate(work);
  }

  return {
    add(key) {
      if (stopped) return;
      waiting.add(key);
      schedule();
    },
    settled: () => (waiting.size === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve))),
    stop() {
      stopped = true;
      waiting.clear();
      if (scheduled) clearImmediate(scheduled);
      for (const tell of idle) tell();
    },
  };
}
