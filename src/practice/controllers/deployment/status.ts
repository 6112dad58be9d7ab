import type { Clock } from '../../../base/clock.ts';
import type { Condition, Deployment, ReplicaSet } from '../../objects.ts';
import { equalJson } from '../../store/json.ts';
import { timestamp } from '../../store/store.ts';
import type { ControllerContext } from '../controller.ts';
import { remaining } from '../elapsed.ts';
import { fromKey } from '../keys.ts';
import { bounds } from './bounds.ts';
import { currentSet, ownedSets } from './revisions.ts';

type Status = NonNullable<Deployment['status']>;

/** Counts replicas and says whether the rollout is getting on. */
export function reportStatus({ store, clock, again }: ControllerContext, key: string): void {
  const { namespace, name } = fromKey(key);
  const deployment = store.get<Deployment>('apps/Deployment', namespace, name);
  if (!deployment) return;
  const sets = ownedSets(store, deployment);
  const current = currentSet(deployment, sets);
  const now = timestamp(clock.now());
  const status = counted(deployment, sets, current);
  const conditions = [
    availability(deployment, status),
    current?.status?.conditions?.find(({ type }) => type === 'ReplicaFailure'),
    progress(deployment, status, current, clock),
  ];
  const before = deployment.status?.conditions ?? [];
  status.conditions = conditions.flatMap((condition) => (condition ? [dated(condition, before, now)] : []));
  // The order in which they came up, as a real cluster keeps it.
  const order = before.map((condition) => condition.type);
  status.conditions.sort((left, right) => rank(order, left.type) - rank(order, right.type));
  store.mutate<Deployment>('apps/Deployment', namespace, name, (draft) => {
    draft.status = status;
  });
  const progressing = status.conditions.find((condition) => condition.type === 'Progressing');
  if (!isComplete(deployment, status) && progressing?.status === 'True' && !deployment.spec.paused) {
    again(key, patience(deployment, progressing, clock));
  }
}

function rank(order: readonly string[], type: string): number {
  const index = order.indexOf(type);
  return index < 0 ? order.length : index;
}

function counted(
  { metadata, status }: Deployment,
  sets: ReplicaSet[],
  current: ReplicaSet | undefined,
): Status {
  const total = (value: (set: ReplicaSet) => number | undefined) =>
    sets.reduce((sum, set) => sum + (value(set) ?? 0), 0);
  const available = total((set) => set.status?.availableReplicas);
  const counts = {
    replicas: total((set) => set.status?.replicas),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: total((set) => set.status?.readyReplicas),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, total((set) => set.spec.replicas) - available),
  };
  const set = Object.entries(counts).filter(([, value]) => value > 0);
  return {
    observedGeneration: metadata.generation ?? 1,
    ...Object.fromEntries(set),
    ...(status?.collisionCount ? { collisionCount: status.collisionCount } : {}),
  };
}

function availability(deployment: Deployment, status: Status): Condition {
  const fewest = (deployment.spec.replicas ?? 1) - bounds(deployment).unavailable;
  const enough = (status.availableReplicas ?? 0) >= fewest;
  return {
    type: 'Available',
    status: enough ? 'True' : 'False',
    reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: enough
      ? 'Deployment has minimum availability.'
      : 'Deployment does not have minimum availability.',
  };
}

function isComplete({ spec }: Deployment, status: Status): boolean {
  const replicas = spec.replicas ?? 1;
  return (
    (status.updatedReplicas ?? 0) === replicas &&
    (status.replicas ?? 0) === replicas &&
    (status.availableReplicas ?? 0) === replicas
  );
}

function progress(
  deployment: Deployment,
  status: Status,
  current: ReplicaSet | undefined,
  clock: Clock,
): Condition | undefined {
  const type = 'Progressing';
  const before = deployment.status?.conditions?.find((condition) => condition.type === type);
  if (deployment.spec.paused) {
    return { type, status: 'Unknown', reason: 'DeploymentPaused', message: 'Deployment is paused' };
  }
  if (before?.reason === 'DeploymentPaused') {
    return { type, status: 'Unknown', reason: 'DeploymentResumed', message: 'Deployment is resumed' };
  }
  if (!current) return before;
  const set = `ReplicaSet "${current.metadata.name}"`;
  if (isComplete(deployment, status)) {
    const message = `${set} has successfully progressed.`;
    // Scaling a finished rollout does not start it again.
    if (before?.reason === 'NewReplicaSetAvailable' && before.message === message) return before;
    return { type, status: 'True', reason: 'NewReplicaSetAvailable', message };
  }
  if (
    before?.reason === 'NewReplicaSetAvailable' &&
    before.message === `${set} has successfully progressed.`
  ) {
    return before;
  }
  if (!before || isOtherRollout(before, current)) {
    return {
      type,
      status: 'True',
      reason: 'NewReplicaSetCreated',
      message: `Created new replica set "${current.metadata.name}"`,
    };
  }
  if (hasMoved(deployment.status, status)) {
    return { type, status: 'True', reason: 'ReplicaSetUpdated', message: `${set} is progressing.` };
  }
  if (before.status !== 'False' && patience(deployment, before, clock) === 0) {
    const message = `${set} has timed out progressing.`;
    return { type, status: 'False', reason: 'ProgressDeadlineExceeded', message };
  }
  return before;
}

/** Milliseconds until the rollout has taken too long. */
function patience({ spec }: Deployment, { lastUpdateTime }: Condition, clock: Clock): number {
  return remaining(clock, lastUpdateTime ?? '', (spec.progressDeadlineSeconds ?? 600) * 1000);
}

function isOtherRollout(before: Condition, current: ReplicaSet): boolean {
  return !before.message?.includes(`"${current.metadata.name}"`);
}

function hasMoved(before: Status | undefined, after: Status): boolean {
  const counts = ({ replicas, updatedReplicas, readyReplicas, availableReplicas }: Status) => ({
    replicas,
    updatedReplicas,
    readyReplicas,
    availableReplicas,
  });
  return !equalJson(counts(before ?? {}), counts(after));
}

/** With its times: of the last look that found something new, and of the last change of its status. */
function dated(condition: Condition, before: readonly Condition[], now: string): Condition {
  const earlier = before.find((one) => one.type === condition.type);
  const { lastUpdateTime: _, lastTransitionTime: __, ...plain } = condition;
  const moved =
    earlier &&
    condition.type === 'Progressing' &&
    condition !== earlier &&
    condition.reason === 'ReplicaSetUpdated';
  const same =
    earlier &&
    earlier.status === condition.status &&
    earlier.reason === condition.reason &&
    earlier.message === condition.message;
  return {
    type: plain.type,
    status: plain.status,
    lastUpdateTime: same && !moved ? (earlier.lastUpdateTime ?? now) : now,
    lastTransitionTime: earlier?.status === condition.status ? (earlier.lastTransitionTime ?? now) : now,
    ...(plain.reason === undefined ? {} : { reason: plain.reason }),
    ...(plain.message === undefined ? {} : { message: plain.message }),
  };
}
