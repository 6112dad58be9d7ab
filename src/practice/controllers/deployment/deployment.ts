import type { Deployment, Pod, ReplicaSet } from '../../objects.ts';
import { deleteObject } from '../../store/deletion.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { controllerOf, fromKey, itself, owner } from '../keys.ts';
import { isActive } from '../pods.ts';
import { maxReplicas } from './bounds.ts';
import { createSet } from './create-set.ts';
import {
  adoptSets,
  currentSet,
  lastDesired,
  newSet,
  noteDesired,
  ownedSets,
  renew,
  revisionAnnotation,
  revisionOf,
} from './revisions.ts';
import { proportionally, recreate, roll, type Scales } from './rollout.ts';
import { reportStatus } from './status.ts';

export const deploymentController: ControllerDefinition = { name: 'deployment-controller', create };

function create(context: ControllerContext): Controller {
  const { store, clock } = context;

  function sync(key: string): void {
    const { namespace, name } = fromKey(key);
    const deployment = store.get<Deployment>('apps/Deployment', namespace, name);
    if (!deployment) return;
    if (!deployment.metadata.deletionTimestamp) {
      adoptSets(store, deployment);
      const sets = ownedSets(store, deployment);
      const current = revise(deployment, sets);
      rescale(deployment, ownedSets(store, deployment), current?.metadata.name);
      forgetOldest(deployment);
    }
    reportStatus(context, key);
  }

  /** The set of the present template, made if need be, and both it and the deployment numbered. */
  function revise(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
    const most = maxReplicas(deployment);
    const found = currentSet(deployment, sets);
    const others = sets.filter((set) => set !== found);
    const revision = Math.max(0, ...others.map(revisionOf)) + 1;
    if (!found && deployment.spec.paused) return undefined;
    if (found) {
      if (!deployment.spec.paused || revisionOf(found) > revision)
        renew(store, found, deployment, revision, most);
    } else createSet(context, deployment, newSet(store, deployment, revision, most));
    const current = currentSet(deployment, ownedSets(store, deployment));
    if (current) {
      store.mutate<Deployment>(
        'apps/Deployment',
        deployment.metadata.namespace,
        deployment.metadata.name,
        (draft) => {
          draft.metadata.annotations = {
            ...draft.metadata.annotations,
            [revisionAnnotation]: String(revisionOf(current)),
          };
        },
      );
    }
    return current;
  }

  function rescale(
    deployment: Deployment,
    sets: readonly ReplicaSet[],
    currentName: string | undefined,
  ): void {
    const current = sets.find((set) => set.metadata.name === currentName);
    const old = sets.filter((set) => set !== current);
    const scales = wantedScales(deployment, current, old);
    for (const [set, replicas] of scales) scale(deployment, set, replicas);
  }

  function wantedScales(deployment: Deployment, current: ReplicaSet | undefined, old: ReplicaSet[]): Scales {
    const active = [...old, ...(current ? [current] : [])].filter((set) => (set.spec.replicas ?? 0) > 0);
    const scaled = active.some(
      (set) => (lastDesired(set) ?? deployment.spec.replicas) !== deployment.spec.replicas,
    );
    if (deployment.spec.paused || scaled) return proportionally(deployment, current, old);
    if (deployment.spec.strategy?.type === 'Recreate') return recreate(deployment, current, old, podsOf(old));
    return roll(deployment, current, old);
  }

  /** How many pods of these sets still are, ending ones included. */
  function podsOf(sets: readonly ReplicaSet[]): number {
    const pods = sets.flatMap((set) => store.owned(set.metadata.uid) as Pod[]);
    return pods.filter((pod) => isActive(pod) || pod.metadata.deletionTimestamp).length;
  }

  function scale(deployment: Deployment, { metadata, spec }: ReplicaSet, replicas: number): void {
    const before = spec.replicas ?? 0;
    const most = maxReplicas(deployment);
    store.mutate<ReplicaSet>('apps/ReplicaSet', metadata.namespace, metadata.name, (draft) => {
      draft.spec.replicas = replicas;
      noteDesired(draft, deployment.spec.replicas ?? 1, most);
    });
    if (before === replicas) return;
    const direction = replicas > before ? 'up' : 'down';
    const message = `Scaled ${direction} replica set ${metadata.name} from ${before} to ${replicas}`;
    context.event({ object: deployment, type: 'Normal', reason: 'ScalingReplicaSet', message });
  }

  /** Old revisions beyond the limit, once they have no pods. */
  function forgetOldest(deployment: Deployment): void {
    const sets = ownedSets(store, deployment);
    const current = currentSet(deployment, sets);
    const idle = sets.filter(
      (set) =>
        set !== current && !set.spec.replicas && !set.status?.replicas && !set.metadata.deletionTimestamp,
    );
    const surplus = idle.length - (deployment.spec.revisionHistoryLimit ?? 10);
    for (const set of idle.slice(0, Math.max(0, surplus))) deleteObject(store, set, clock.now());
  }

  return {
    watches: {
      'apps/Deployment': itself,
      'apps/ReplicaSet': owner('apps/Deployment'),
      // A recreated deployment waits for the last old pod to be gone.
      Pod: ({ type, object }) => {
        if (type !== 'DELETED') return [];
        const { namespace } = object.metadata;
        const set = store.get('apps/ReplicaSet', namespace, controllerOf(object)?.name ?? '');
        const reference = set && controllerOf(set);
        return reference?.kind === 'Deployment' ? [`${namespace}/${reference.name}`] : [];
      },
    },
    sync,
  };
}
