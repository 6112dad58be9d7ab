import { setTimeout as sleep } from 'node:timers/promises';
import { objectsOf } from '../cluster/effects/objects.ts';
import { effectsBetween, type Snapshot } from '../cluster/effects/snapshot.ts';
import type { Cluster } from '../cluster/types.ts';
import { stepOf } from '../engine/select.ts';
import type { RunLog } from './run-log.ts';
import type { SessionOptions } from './session-options.ts';

/** Milliseconds that a command waits for the look before it: a cluster that is slow to answer must not hold it up. */
const patience = 3_000;

/**
 * Writes down what comes into a cluster while a step is open, is written to, or goes: for the learner to see, and so
 * that a reset of a shared cluster can take back just that. It looks when a command has ended, when the learner comes
 * back from a shell of their own, and when they go on. A cluster that does not answer tells nothing: the next look does.
 */
export class EffectsLog {
  readonly #cluster: Cluster;
  readonly #kubeconfig: () => string | undefined;
  readonly #log: RunLog;
  readonly #stop = new AbortController();
  readonly #isWanted: boolean;
  #last: Snapshot | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(
    { cluster, showsChanges = false }: Pick<SessionOptions, 'cluster' | 'showsChanges'>,
    kubeconfig: () => string | undefined,
    log: RunLog,
  ) {
    // Where nobody is shown anything, only what a reset must know is worth a look.
    this.#isWanted = showsChanges || cluster.objects !== undefined;
    this.#cluster = cluster;
    this.#kubeconfig = kubeconfig;
    this.#log = log;
    let current = log.state.current;
    log.subscribe((entry) => {
      const left = current;
      current = log.state.current;
      if (entry?.type === 'command-ended' || entry?.type === 'aside-ended') void this.#look(entry.step);
      else if (entry?.type === 'shell-closed' && current !== undefined) void this.#look(current);
      else if (left !== undefined && left !== current) void this.#look(left);
    });
  }

  /** Sees what was there before the run. Nobody waits for that where the cluster is the run's alone. */
  async begin(): Promise<void> {
    if (!this.#isWanted) return;
    const seen = this.#queue(async () => {
      this.#last = await this.#snapshot();
    });
    if (this.#isShared) await seen;
  }

  /** Resolves once it has looked, or soon: what comes after that is not taken for what was before. */
  async looked(): Promise<void> {
    const limit = new AbortController();
    await Promise.race([this.#looking, sleep(patience, undefined, { signal: limit.signal }).catch(() => {})]);
    limit.abort();
  }

  /** Looks for the last time where a reset must know what it finds, and stops. */
  async close(): Promise<void> {
    const { current } = this.#log.state;
    if (current !== undefined && this.#isShared) await this.#look(current);
    this.#stop.abort();
  }

  get #isShared(): boolean {
    return this.#cluster.objects !== undefined;
  }

  /** @throws what a request throws; also while there is no cluster yet */
  #snapshot(): Promise<Snapshot> {
    // Where a run has a namespace to itself in a cluster of others, what is beyond it is not looked at.
    const scope = this.#cluster.kind === 'context' ? 'namespace' : 'cluster';
    const objects = this.#cluster.objects ?? objectsOf(this.#kubeconfig() ?? '', scope);
    return objects.snapshot(this.#stop.signal);
  }

  /** Tells of what has come since the last look, as an effect of this step. */
  async #look(step: string): Promise<void> {
    if (!this.#isWanted) return;
    return this.#queue(async () => {
      const now = await this.#snapshot();
      const before = this.#last;
      this.#last = now;
      // Without knowing what was there before, nothing may be taken for the run's.
      if (before === undefined) return;
      const command = stepOf(this.#log.state, step)?.command?.command ?? '';
      const effects = effectsBetween(before, now, command);
      if (effects.created.length + effects.changed.length + effects.deleted.length > 0)
        this.#log.emit({ type: 'objects-touched', step, ...effects });
    });
  }

  /** One look after the other. */
  #queue(look: () => Promise<void>): Promise<void> {
    this.#looking = this.#looking.then(look).catch(() => {});
    return this.#looking;
  }
}
