import type { Job, Pod } from '../../objects.ts';
import { deleteObject } from '../../store/deletion.ts';
import type { ClusterStore } from '../../store/store.ts';
import { dropFinalizer } from '../claims/finalizers.ts';
import { judgeFailure } from './failure-policy.ts';
import { indexOf } from './indexes.ts';

/** Pods have it until they are counted, so that none is forgotten that somebody deletes. */
export const trackingFinalizer = 'batch.kubernetes.io/job-tracking';

export interface Tally {
  /** Newly ended, by how. */
  succeeded: number;
  failed: number;
  /** Of an indexed job: the indexes that are done, new ones included. */
  indexes: Set<number>;
  /** The message of a failure that the job must not go on after. */
  fatal: string | undefined;
}

/** Counts the pods that have ended since the last time, and lets them go. `indexes`: those that are done already. */
export function tally(
  store: ClusterStore,
  job: Job,
  pods: readonly Pod[],
  indexes: ReadonlySet<number>,
  isOver: boolean,
): Tally {
  const result: Tally = { succeeded: 0, failed: 0, indexes: new Set(indexes), fatal: undefined };
  for (const pod of pods.filter(isTracked)) {
    if (pod.status?.phase === 'Succeeded') {
      result.succeeded += 1;
      const index = indexOf(pod);
      if (index !== undefined && index < (job.spec.completions ?? 0)) result.indexes.add(index);
    } else if (hasFailed(job, pod, isOver)) {
      const verdict = judgeFailure(job, pod);
      result.fatal ??= verdict.fatal;
      if (verdict.counts) result.failed += 1;
    } else continue;
    dropFinalizer(store, pod, trackingFinalizer);
  }
  return result;
}

/** Removes a pod that does not count, whatever becomes of it. */
export function discard(store: ClusterStore, pod: Pod, now: number): void {
  dropFinalizer(store, pod, trackingFinalizer);
  const { namespace, name } = pod.metadata;
  const left = store.get<Pod>('Pod', namespace, name);
  if (left) deleteObject(store, left, now);
}

export function isTracked({ metadata }: Pod): boolean {
  return metadata.finalizers?.includes(trackingFinalizer) === true;
}

export function hasEnded({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

/** A pod that is being deleted has failed too: at once, or when it is over, as the job's replacement policy says. */
function hasFailed(job: Job, { status, metadata }: Pod, isOver: boolean): boolean {
  if (status?.phase === 'Failed') return true;
  if (!metadata.deletionTimestamp) return false;
  return isOver || job.spec.podReplacementPolicy !== 'Failed' || metadata.deletionGracePeriodSeconds === 0;
}
