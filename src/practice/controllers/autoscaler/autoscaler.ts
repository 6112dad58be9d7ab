import { matchesSelector } from '../../api/selectors/labels.ts';
import type { Condition, Pod } from '../../objects.ts';
import { groupKindOf } from '../../store/kinds.ts';
import { timestamp } from '../../store/store.ts';
import type { NodeUsage } from '../../types.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { fromKey, itself } from '../keys.ts';
import { isActive } from '../pods.ts';
import { type Autoscaler, autoscalerKind as kind, type Target } from './objects.ts';
import { MetricError, type Recommendation, recommend } from './recommend.ts';

/** Scales workloads by what their pods use. Nothing is measured while there is no autoscaler. */
export const autoscalerController: ControllerDefinition = { name: 'horizontal-pod-autoscaler', create };

/** Milliseconds between two looks. */
const period = 15_000;
const stabilization = 300;

function create(context: ControllerContext): Controller {
  const { store, clock, usage } = context;
  const measuring = new Set<string>();
  const measured = new Map<string, readonly NodeUsage[]>();
  /** What was recommended lately: to scale down, the most of it counts. */
  const recent = new Map<string, { at: number; replicas: number }[]>();

  function sync(key: string): void {
    const { namespace, name } = fromKey(key);
    if (!store.get<Autoscaler>(kind, namespace, name)) {
      recent.delete(key);
      measured.delete(key);
      return;
    }
    const nodes = measured.get(key);
    if (nodes) {
      measured.delete(key);
      context.again(key, period);
      look(key, nodes);
    } else if (!measuring.has(key)) measure(key);
  }

  /** Has `sync` go on with it once it is there. */
  function measure(key: string): void {
    measuring.add(key);
    usage()
      .then((nodes) => measured.set(key, nodes))
      .finally(() => {
        measuring.delete(key);
        context.again(key, measured.has(key) ? 0 : period);
      });
  }

  function look(key: string, nodes: readonly NodeUsage[]): void {
    const { namespace, name } = fromKey(key);
    const autoscaler = store.get<Autoscaler>(kind, namespace, name);
    if (!autoscaler) return;
    const reference = autoscaler.spec.scaleTargetRef;
    const targetKind = groupKindOf({ apiVersion: reference.apiVersion ?? 'v1', kind: reference.kind });
    const target = store.get<Target>(targetKind, namespace, reference.name);
    if (!target) {
      const group = targetKind.includes('/') ? `.${targetKind.split('/')[0]}` : '';
      const message = `${reference.kind.toLowerCase()}s${group} "${reference.name}" not found`;
      warn(autoscaler, 'FailedGetScale', message);
      const why = `the HPA controller was unable to get the target's current scale: ${message}`;
      report(autoscaler, [condition('AbleToScale', 'False', 'FailedGetScale', why)], {});
      return;
    }
    const replicas = target.spec.replicas ?? 1;
    if (replicas === 0) {
      const why = 'scaling is disabled since the replica count of the target is zero';
      report(autoscaler, [ready, condition('ScalingActive', 'False', 'ScalingDisabled', why)], {
        currentReplicas: 0,
      });
      return;
    }
    const pods = store
      .list<Pod>('Pod', { namespace: namespace ?? '' })
      .filter((pod) => isActive(pod) && matchesSelector(target.spec.selector, pod.metadata.labels));
    try {
      const asked = (autoscaler.spec.metrics ?? []).map((metric) => recommend(metric, pods, nodes, replicas));
      follow(key, autoscaler, target, asked);
    } catch (error) {
      if (!(error instanceof MetricError)) throw error;
      const reason = 'FailedGetResourceMetric';
      warn(autoscaler, reason, error.message);
      const first = `invalid metrics (1 invalid out of ${autoscaler.spec.metrics?.length ?? 1}), first error is: ${error.message}`;
      warn(autoscaler, 'FailedComputeMetricsReplicas', first);
      const why = `the HPA was unable to compute the replica count: ${error.message}`;
      report(autoscaler, [ready, condition('ScalingActive', 'False', reason, why)], {
        currentReplicas: replicas,
      });
    }
  }

  function follow(
    key: string,
    autoscaler: Autoscaler,
    target: Target,
    asked: readonly Recommendation[],
  ): void {
    const { minReplicas = 1, maxReplicas } = autoscaler.spec;
    const replicas = target.spec.replicas ?? 1;
    const most = asked.toSorted((one, other) => other.replicas - one.replicas)[0];
    if (!most) return;
    const stable = stabilized(key, autoscaler, most.replicas, replicas);
    // No more than twice as many at a time, or four more.
    const rapid = Math.min(stable, Math.max(replicas * 2, 4));
    const wanted = Math.min(Math.max(rapid, minReplicas), maxReplicas);
    const limited =
      rapid > maxReplicas
        ? condition(
            'ScalingLimited',
            'True',
            'TooManyReplicas',
            'the desired replica count is more than the maximum replica count',
          )
        : rapid < minReplicas
          ? condition(
              'ScalingLimited',
              'True',
              'TooFewReplicas',
              'the desired replica count is less than the minimum replica count',
            )
          : condition(
              'ScalingLimited',
              'False',
              'DesiredWithinRange',
              'the desired count is within the acceptable range',
            );
    const active = `the HPA was able to successfully calculate a replica count from ${most.what}`;
    const found = condition('ScalingActive', 'True', 'ValidMetricFound', active);
    const able = wanted === replicas ? ready : rescaled(wanted);
    if (wanted !== replicas) {
      store.mutate<Target>(
        groupKindOf(target),
        target.metadata.namespace,
        target.metadata.name,
        ({ spec }) => {
          spec.replicas = wanted;
        },
      );
      const why = wanted > replicas ? `${most.what} above target` : 'All metrics below target';
      const message = `New size: ${wanted}; reason: ${why}`;
      context.event({ object: autoscaler, type: 'Normal', reason: 'SuccessfulRescale', message });
    }
    report(autoscaler, [able, found, limited], {
      currentReplicas: replicas,
      desiredReplicas: wanted,
      currentMetrics: asked.map(({ current }) => current),
      ...(wanted === replicas ? {} : { lastScaleTime: timestamp(clock.now()) }),
    });
  }

  function stabilized(key: string, { spec }: Autoscaler, wanted: number, replicas: number): number {
    const seconds = spec.behavior?.scaleDown?.stabilizationWindowSeconds ?? stabilization;
    const since = clock.now() - (seconds * 1000) / clock.speed;
    const kept = (recent.get(key) ?? [{ at: clock.now(), replicas }]).filter(({ at }) => at >= since);
    recent.set(key, [...kept, { at: clock.now(), replicas: wanted }]);
    return wanted >= replicas
      ? wanted
      : Math.max(wanted, ...kept.map((one) => Math.min(one.replicas, replicas)));
  }

  function warn(autoscaler: Autoscaler, reason: string, message: string): void {
    context.event({ object: autoscaler, type: 'Warning', reason, message });
  }

  function report(
    { metadata: { namespace, name } }: Autoscaler,
    conditions: Condition[],
    status: NonNullable<Autoscaler['status']>,
  ): void {
    const now = timestamp(clock.now());
    store.mutate<Autoscaler>(kind, namespace, name, (draft) => {
      const before = draft.status?.conditions ?? [];
      const dated = conditions.map((one) => {
        const same = before.find(({ type, status }) => type === one.type && status === one.status);
        return { ...one, lastTransitionTime: same?.lastTransitionTime ?? now };
      });
      const known = { currentMetrics: null, currentReplicas: 0, desiredReplicas: 0, ...draft.status };
      draft.status = { ...known, ...status, conditions: dated };
    });
  }

  return { watches: { [kind]: (change) => (change.type === 'ADDED' ? itself(change) : []) }, sync };
}

function condition(type: string, status: 'True' | 'False', reason: string, message: string): Condition {
  return { type, status, reason, message };
}

const ready = condition('AbleToScale', 'True', 'ReadyForNewScale', 'recommended size matches current size');

function rescaled(replicas: number): Condition {
  const message = `the HPA controller was able to update the target scale to ${replicas}`;
  return condition('AbleToScale', 'True', 'SucceededRescale', message);
}
