import type { Clock } from '../../../base/clock.ts';
import type { ControllerRevision, Pod, StatefulSet } from '../../objects.ts';
import { availableIn, isReady } from '../pods.ts';
import type { Actions } from './actions.ts';
import { revisionOfPod } from './identity.ts';

export interface Situation {
  set: StatefulSet;
  /** By number, ascending. */
  pods: Map<number, Pod>;
  current: ControllerRevision;
  update: ControllerRevision;
  actions: Actions;
  clock: Clock;
}

/** The numbers that the pods of a set are to have. */
export function wantedOrdinals({ spec }: StatefulSet): number[] {
  const first = spec.ordinals?.start ?? 0;
  return Array.from({ length: spec.replicas ?? 1 }, (_, index) => first + index);
}

/**
 * Makes the pods that are missing and removes those that are too many: one after the other and each when those before
 * it are well, unless the set is Parallel. Returns whether its pods may be updated now.
 */
export function scale(situation: Situation): boolean {
  const { set, pods, actions } = situation;
  const isOrdered = set.spec.podManagementPolicy !== 'Parallel';
  const wanted = wantedOrdinals(set);
  for (const ordinal of wanted) {
    const pod = pods.get(ordinal);
    if (pod && !hasEnded(pod)) {
      actions.restoreClaims(set, ordinal);
      if (isOrdered && !isWell(situation, pod)) return false;
      continue;
    }
    if (pod && !pod.metadata.deletionTimestamp) actions.discard(set, pod);
    else if (!pod) actions.create(set, ordinal, revisionFor(situation, ordinal));
    if (isOrdered) return false;
  }
  return removeSurplus(situation, new Set(wanted), isOrdered);
}

function removeSurplus(situation: Situation, wanted: ReadonlySet<number>, isOrdered: boolean): boolean {
  const { set, pods, actions } = situation;
  const surplus = [...pods].filter(([ordinal]) => !wanted.has(ordinal)).reverse();
  const firstUnwell = [...pods.values()].find((pod) => !isReady(pod) || pod.metadata.deletionTimestamp);
  for (const [, pod] of surplus) {
    if (!pod.metadata.deletionTimestamp) {
      if (isOrdered && !isReady(pod) && pod !== firstUnwell) return false;
      actions.remove(set, pod);
    }
    if (isOrdered) return false;
  }
  return true;
}

/** One step of a rolling update: from the last pod to the first, each when those after it are well. */
export function replace(situation: Situation): void {
  const { set, pods, update, actions } = situation;
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type === 'OnDelete') return;
  for (const ordinal of wantedOrdinals(set).reverse()) {
    if (ordinal < (rollingUpdate?.partition ?? 0)) return;
    const pod = pods.get(ordinal);
    if (!pod) return;
    if (revisionOfPod(pod) !== update.metadata.name && !pod.metadata.deletionTimestamp) {
      actions.remove(set, pod);
      return;
    }
    if (!isWell(situation, pod)) return;
  }
}

/** Below the partition, a pod that is made again is what it was. */
function revisionFor({ set, current, update }: Situation, ordinal: number): ControllerRevision {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  return type !== 'OnDelete' && ordinal < (rollingUpdate?.partition ?? 0) ? current : update;
}

function hasEnded({ status }: Pod): boolean {
  return status?.phase === 'Failed' || status?.phase === 'Succeeded';
}

function isWell({ set, clock }: Situation, pod: Pod): boolean {
  return !pod.metadata.deletionTimestamp && availableIn(pod, set.spec.minReadySeconds ?? 0, clock) === 0;
}
