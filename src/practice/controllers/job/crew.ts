import type { Job, Pod } from '../../objects.ts';
import { deleteObject } from '../../store/deletion.ts';
import type { ControllerContext } from '../controller.ts';
import { remaining } from '../elapsed.ts';
import { createPod } from '../pods.ts';
import { leastWanted } from '../replica-set/ranking.ts';
import { retryIn } from './back-off.ts';
import { nextIndexes } from './indexes.ts';
import { newPod } from './new-pod.ts';
import { discard, hasEnded } from './tracking.ts';

/** The pods that work on a job. */
export interface Crew {
  /** Makes as many work as the job wants now; `key` is looked at again when it may try again, or is late. */
  fill(job: Job, pods: readonly Pod[], done: ReadonlySet<number>, key: string): void;
  remove(job: Job, pod: Pod): void;
  tellRemoved(job: Job, pod: Pod): void;
}

export function createCrew(context: ControllerContext): Crew {
  const { store, clock, event, again } = context;

  function wanted({ spec, status }: Job, active: number): number {
    const parallelism = spec.parallelism ?? 1;
    const succeeded = status?.succeeded ?? 0;
    // A work queue: once one has succeeded, nothing is left for new ones to do.
    if (spec.completions === undefined) return succeeded > 0 ? Math.min(active, parallelism) : parallelism;
    return Math.max(0, Math.min(parallelism, spec.completions - succeeded));
  }

  function add(job: Job, count: number, active: readonly Pod[], done: ReadonlySet<number>): void {
    const { completionMode, completions = 0 } = job.spec;
    const indexes: (number | undefined)[] =
      completionMode === 'Indexed'
        ? nextIndexes(done, active, completions, count)
        : Array(count).fill(undefined);
    for (const index of indexes) {
      const pod = newPod(job, index);
      try {
        createPod(store, pod);
      } catch (error) {
        const message = `Error creating: ${(error as Error).message}`;
        event({ object: job, type: 'Warning', reason: 'FailedCreate', message });
        throw error;
      }
      const message = `Created pod: ${pod.metadata.name}`;
      event({ object: job, type: 'Normal', reason: 'SuccessfulCreate', message });
    }
  }

  /** The job's deadline comes without anything else having changed. */
  function deadlineIn({ spec, status }: Job): number {
    const { activeDeadlineSeconds: seconds } = spec;
    if (seconds === undefined || !status?.startTime) return Number.POSITIVE_INFINITY;
    return remaining(clock, status.startTime, seconds * 1000);
  }

  const crew: Crew = {
    fill(job, pods, done, key) {
      const active = pods.filter((pod) => !hasEnded(pod) && !pod.metadata.deletionTimestamp);
      const ending = pods.filter((pod) => !hasEnded(pod) && pod.metadata.deletionTimestamp);
      const inTheWay = job.spec.podReplacementPolicy === 'Failed' ? ending.length : 0;
      const missing = wanted(job, active.length) - active.length;
      for (const pod of leastWanted(active, Math.max(0, -missing))) {
        discard(store, pod, clock.now());
        crew.tellRemoved(job, pod);
      }
      const room = missing - inTheWay;
      const wait = room > 0 ? retryIn(clock, pods) : 0;
      if (room > 0 && wait === 0) add(job, room, active, done);
      const next = Math.min(deadlineIn(job), wait > 0 ? wait : Number.POSITIVE_INFINITY);
      if (Number.isFinite(next)) again(key, next);
    },
    remove(job, pod) {
      deleteObject(store, pod, clock.now());
      crew.tellRemoved(job, pod);
    },
    tellRemoved(job, pod) {
      const message = `Deleted pod: ${pod.metadata.name}`;
      event({ object: job, type: 'Normal', reason: 'SuccessfulDelete', message });
    },
  };
  return crew;
}
