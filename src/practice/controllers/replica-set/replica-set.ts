import type { Pod, ReplicaSet } from '../../objects.ts';
import { deleteObject } from '../../store/deletion.ts';
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
    if (!set.metadata.deletionTimestamp) {
      if (missing > 0) addPods(set, missing);
      else if (missing < 0) for (const pod of leastWanted(pods, -missing)) deletePod(set, pod);
    }
    reportStatus(set, key);
  }

  /** Only a set that misses some looks for them. */
  function orphans(set: ReplicaSet): Pod[] {
    const isShort = (set.spec.replicas ?? 1) > (set.status?.replicas ?? 0);
    return isShort ? podsWithLabelsOf(store, set) : [];
  }

  function addPods(set: ReplicaSet, count: number): void {
    for (let made = 0; made < count; made += 1) {
      const pod = podFromTemplate(set, set.spec.template, `${set.metadata.name}-`);
      try {
        createPod(store, pod);
      } catch (error) {
        const message = `Error creating: ${(error as Error).message}`;
        context.event({ object: set, type: 'Warning', reason: 'FailedCreate', message });
        throw error;
      }
      const message = `Created pod: ${pod.metadata.name}`;
      context.event({ object: set, type: 'Normal', reason: 'SuccessfulCreate', message });
    }
  }

  function deletePod(set: ReplicaSet, pod: Pod): void {
    deleteObject(store, pod, clock.now());
    const message = `Deleted pod: ${pod.metadata.name}`;
    context.event({ object: set, type: 'Normal', reason: 'SuccessfulDelete', message });
  }

  function reportStatus(set: ReplicaSet, key: string): void {
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
        ...(draft.status?.conditions ? { conditions: draft.status.conditions } : {}),
      };
    });
  }

  return { watches: { 'apps/ReplicaSet': itself, Pod: owner('apps/ReplicaSet') }, sync };
}
