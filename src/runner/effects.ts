import { effectsBetween, type Snapshot } from '../cluster/effects/snapshot.ts';
import type { ClusterObjects } from '../cluster/types.ts';
import { stepOf } from '../engine/select.ts';
import type { RunLog } from './run-log.ts';

/**
 * Writes down what comes into a cluster while a step is open, so that a reset can take back just that. It looks when a
 * command has ended and when the learner goes on. A cluster that does not answer tells nothing: the next look does.
 */
export class EffectsLog {
  readonly #objects: ClusterObjects;
  readonly #log: RunLog;
  readonly #stop = new AbortController();
  #last: Snapshot | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(objects: ClusterObjects, log: RunLog) {
    this.#objects = objects;
    this.#log = log;
    let current = log.state.current;
    log.subscribe((entry) => {
      const left = current;
      current = log.state.current;
      if (entry?.type === 'command-ended' || entry?.type === 'aside-ended') void this.#look(entry.step);
      else if (left !== undefined && left !== current) void this.#look(left);
    });
  }

  /** Sees what was there before the run. */
  begin(): Promise<void> {
    return this.#queue(async () => {
      this.#last = await this.#objects.snapshot(this.#stop.signal);
    });
  }

  /** Looks for the last time, and stops. */
  async close(): Promise<void> {
    const { current } = this.#log.state;
    if (current !== undefined) await this.#look(current);
    this.#stop.abort();
  }

  /** Tells of what has come since the last look, as an effect of this step. */
  #look(step: string): Promise<void> {
    return this.#queue(async () => {
      const now = await this.#objects.snapshot(this.#stop.signal);
      const before = this.#last;
      this.#last = now;
      // Without knowing what was there before, nothing may be taken for the run's.
      if (before === undefined) return;
      const command = stepOf(this.#log.state, step)?.command?.command ?? '';
      const { created, changed } = effectsBetween(before, now, command);
      if (created.length + changed.length > 0)
        this.#log.emit({ type: 'objects-touched', step, created, changed });
    });
  }

  /** One look after the other. */
  #queue(look: () => Promise<void>): Promise<void> {
    this.#looking = this.#looking.then(look).catch(() => {});
    return this.#looking;
  }
}
