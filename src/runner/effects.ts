import { effectsBetween, type Snapshot } from '../cluster/effects/snapshot.ts';
import type { ClusterObjects } from '../cluster/types.ts';
import type { Event } from '../engine/events.ts';

/**
 * Writes down what comes into a cluster while a step is open, so that a reset can take back just that. A cluster that
 * does not answer has no effects to tell of: the next look tells of them.
 */
export class EffectsLog {
  readonly #objects: ClusterObjects;
  readonly #emit: (event: Event) => void;
  readonly #stop = new AbortController();
  #last: Snapshot | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(objects: ClusterObjects, emit: (event: Event) => void) {
    this.#objects = objects;
    this.#emit = emit;
  }

  /** Sees what was there before the run. */
  begin(): Promise<void> {
    return this.#queue(async () => {
      this.#last = await this.#objects.snapshot(this.#stop.signal);
    });
  }

  /** Tells of what has come since the last look, as an effect of this step. */
  look(step: string): Promise<void> {
    return this.#queue(async () => {
      const now = await this.#objects.snapshot(this.#stop.signal);
      const before = this.#last;
      this.#last = now;
      // Without knowing what was there before, nothing may be taken for the run's.
      if (before === undefined) return;
      const { created, changed } = effectsBetween(before, now);
      if (created.length + changed.length > 0)
        this.#emit({ type: 'objects-touched', step, created, changed });
    });
  }

  close(): void {
    this.#stop.abort();
  }

  /** One look after the other. */
  #queue(look: () => Promise<void>): Promise<void> {
    this.#looking = this.#looking.then(look).catch(() => {});
    return this.#looking;
  }
}
