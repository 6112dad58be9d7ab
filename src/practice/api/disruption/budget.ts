import type { Deployment, LabelSelector, Pod, ReplicaSet } from '../../objects.ts';
import { groupKindOf } from '../../store/kinds.ts';
import type { ClusterStore } from '../../store/store.ts';
import type { KubeObject } from '../../types.ts';
import { matchesSelector } from '../selectors/labels.ts';

export interface PodDisruptionBudget extends KubeObject {
  spec?: {
    minAvailable?: number | string;
    maxUnavailable?: number | string;
    selector?: LabelSelector;
    unhealthyPodEvictionPolicy?: 'IfHealthyBudget' | 'AlwaysAllow';
  };
  status?: BudgetStatus & { observedGeneration?: number; conditions?: object[] };
}

export interface BudgetStatus {
  currentHealthy: number;
  desiredHealthy: number;
  expectedPods: number;
  disruptionsAllowed: number;
}

export function podsOfBudget(store: ClusterStore, { metadata, spec }: PodDisruptionBudget): Pod[] {
  const pods = store.list<Pod>('Pod', { namespace: metadata.namespace ?? '' });
  return pods.filter((pod) => matchesSelector(spec?.selector, pod.metadata.labels));
}

/** How a budget stands now. */
export function budgetStatus(store: ClusterStore, budget: PodDisruptionBudget): BudgetStatus {
  const pods = podsOfBudget(store, budget);
  const currentHealthy = pods.filter(isHealthy).length;
  const { minAvailable, maxUnavailable } = budget.spec ?? {};
  const byScale = maxUnavailable !== undefined || typeof minAvailable === 'string';
  const expectedPods = byScale ? wantedByControllers(store, pods) : pods.length;
  const desiredHealthy =
    maxUnavailable === undefined
      ? share(minAvailable ?? 1, expectedPods)
      : Math.max(expectedPods - share(maxUnavailable, expectedPods), 0);
  const disruptionsAllowed = expectedPods === 0 ? 0 : Math.max(currentHealthy - desiredHealthy, 0);
  return { currentHealthy, desiredHealthy, expectedPods, disruptionsAllowed };
}

export function isHealthy({ metadata, status }: Pod): boolean {
  const ready = status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True');
  return ready === true && !metadata.deletionTimestamp;
}

/** Percentages are rounded up, which errs on the side of the pods. */
function share(value: number | string, whole: number): number {
  return typeof value === 'number' ? value : Math.ceil((Number.parseInt(value, 10) * whole) / 100);
}

/** The replicas that the pods' controllers want, each controller counted once. */
function wantedByControllers(store: ClusterStore, pods: readonly Pod[]): number {
  const wanted = new Map<string, number>();
  for (const pod of pods) {
    const controller = scaledController(store, pod);
    if (controller) wanted.set(controller.metadata.uid, controller.spec.replicas ?? 1);
  }
  return [...wanted.values()].reduce((sum, replicas) => sum + replicas, 0);
}

function scaledController(store: ClusterStore, object: KubeObject): ReplicaSet | Deployment | undefined {
  const owner = object.metadata.ownerReferences?.find((one) => one.controller);
  if (!owner) return undefined;
  const found = store.get<ReplicaSet | Deployment>(groupKindOf(owner), object.metadata.namespace, owner.name);
  if (!found?.spec || !('replicas' in found.spec)) return undefined;
  return scaledController(store, found) ?? found;
}
