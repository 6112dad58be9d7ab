import type { Condition, Pod, ReplicaSet } from '../../objects.ts';
import { deleteObject } from '../../store/deletion.ts';
import { timestamp } from '../../store/store.ts';
import { adoptPods, ownPods, podsWithLabelsOf } from '../adoption.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { fromKey, itself, owner } from '../keys.ts';
import { availableIn, createPod, isActive, isReady, podFromTemplate } from '../pods.ts';
import { leastWanted } from './ranking.ts';

export const replicaSetController: ControllerDefinition = { name: 'replicaset-controller', create };

function create(context: ControllerContext): Controller {
  const { store, clock } = context;

  function sync(key: string): void {
    const { namespace, name } = fromKey(key);
    const set = store.get<ReplicaSet>('apps/ReplicaSet', namespace, name);
    if (!set) return;
    const pods = adoptPods(store, set, () => orphans(set)).filter(isActive);
    const missing = (set.spec.replicas ?? 1) - pods.length;
    let refusal: Error | undefined;
    if (!set.metadata.deletionTimestamp) {
      if (missing > 0) refusal = addPods(set, missing);
      else if (missing < 0) for (const pod of leastWanted(pods, -missing)) deletePod(set, pod);
    }
    reportStatus(set, key, refusal);
    if (refusal) throw refusal;
  }

  /** Only a set that misses some looks for them. */
  function orphans(set: ReplicaSet): Pod[] {
    const isShort = (set.spec.replicas ?? 1) > (set.status?.replicas ?? 0);
    return isShort ? podsWithLabelsOf(store, set) : [];
  }

  /** Why there are not as many as there should be: a quota, for one. */
  function addPods(set: ReplicaSet, count: number): Error | undefined {
    for (let made = 0; made < count; made += 1) {
      const pod = podFromTemplate(set, set.spec.template, `${set.metadata.name}-`);
      try {
        createPod(store, pod);
      } catch (error) {
        const message = `Error creating: ${(error as Error).message}`;
        context.event({ object: set, type: 'Warning', reason: 'FailedCreate', message });
        return error as Error;
      }
      const message = `Created pod: ${pod.metadata.name}`;
      context.event({ object: set, type: 'Normal', reason: 'SuccessfulCreate', message });
    }
    return undefined;
  }

  function deletePod(set: ReplicaSet, pod: Pod): void {
    deleteObject(store, pod, clock.now());
    const message = `Deleted pod: ${pod.metadata.name}`;
    context.event({ object: set, type: 'Normal', reason: 'SuccessfulDelete', message });
  }

  function reportStatus(set: ReplicaSet, key: string, refusal: Error | undefined): void {
    const pods = ownPods(store, set).filter(isActive);
    const ready = pods.filter(isReady);
    const waits = ready.map((pod) => availableIn(pod, set.spec.minReadySeconds ?? 0, clock) ?? 0);
    const available = waits.filter((wait) => wait === 0).length;
    const soonest = Math.min(...waits.filter((wait) => wait > 0));
    if (Number.isFinite(soonest)) context.again(key, soonest);
    const labels = Object.entries(set.spec.template.metadata?.labels ?? {});
    const labeled = pods.filter((pod) =>
      labels.every(([name, value]) => pod.metadata.labels?.[name] === value),
    );
    store.mutate<ReplicaSet>('apps/ReplicaSet', set.metadata.namespace, set.metadata.name, (draft) => {
      draft.status = {
        replicas: pods.length,
        ...(labeled.length > 0 ? { fullyLabeledReplicas: labeled.length } : {}),
        ...(ready.length > 0 ? { readyReplicas: ready.length } : {}),
        ...(available > 0 ? { availableReplicas: available } : {}),
        observedGeneration: draft.metadata.generation ?? 1,
        ...(refusal ? { conditions: [failure(draft, refusal)] } : {}),
      };
    });
  }

  /** As it was said first: each try would name another pod. */
  function failure({ status }: ReplicaSet, { message }: Error): Condition {
    const known = status?.conditions?.find(({ type }) => type === 'ReplicaFailure');
    const lastTransitionTime = timestamp(clock.now());
    return (
      known ?? { type: 'ReplicaFailure', status: 'True', lastTransitionTime, reason: 'FailedCreate', message }
    );
  }

  return { watches: { 'apps/ReplicaSet': itself, Pod: owner('apps/ReplicaSet') }, sync };
}
