import { assignNode, disruptPod } from '../../api/pods.ts';
import type { Condition, Node, Pod } from '../../objects.ts';
import type { RecordedChange } from '../../store/history.ts';
import { equalJson } from '../../store/json.ts';
import { timestamp } from '../../store/store.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { fromKey, keyOf } from '../keys.ts';
import { awaitsVolumes, claimFault, volumeFault } from './claims.ts';
import { type Explained, explainEverywhere, explainFailure } from './explain.ts';
import { isHopeless, reasonsAgainst } from './filter.ts';
import { findVictims, type Preemption, priorityOf } from './preemption.ts';
import { bestNode } from './score.ts';
import { type Amounts, createUsage, requestsOf } from './usage.ts';
import { createViews } from './view.ts';

export const scheduler: ControllerDefinition = { name: 'default-scheduler', create };

function create(context: ControllerContext): Controller {
  const { store, clock } = context;
  const usage = createUsage();
  const views = createViews(store);
  /** Keys of pods that have been looked at and are still without a node. */
  const tried = new Set<string>();
  /** Pods for which others were made to go: what they wait for is not for those who matter less. */
  const nominated = new Map<string, Pod>();

  function sync(key: string): void {
    const { namespace, name } = fromKey(key);
    const pod = store.get<Pod>('Pod', namespace, name);
    if (!pod || !isWaiting(pod)) return;
    tried.add(key);
    const nodes = store.list<Node>('Node');
    const fault = claimFault(store, pod);
    if (fault !== undefined) {
      refuse(pod, explainEverywhere(nodes, fault));
      return;
    }
    const view = views.of(nodes);
    const faults = nodes.map((node) => reasonsAgainst(pod, node, usedOf(pod, node.metadata.name), view));
    const volumeless = volumeFault(store, pod);
    if (volumeless !== undefined) for (const list of faults) if (list.length === 0) list.push(volumeless);
    const fitting = nodes.filter((_, index) => faults[index]?.length === 0);
    const best = fitting.find(isNominated(pod)) ?? bestNode(store, pod, fitting, view, usage);
    if (best) {
      // Its volumes are being made; the last of them brings it here again.
      if (!awaitsVolumes(store, pod)) bind(pod, best.metadata.name);
      return;
    }
    const hopeless = nodes.map((node, index) => isHopeless(pod, node, faults[index] ?? []));
    const preemption = preempt(pod, nodes, faults);
    refuse(pod, explainFailure({ nodes, faults, hopeless, preemption }));
  }

  function usedOf(pod: Pod, node: string): Amounts {
    const used = usage.of(node);
    const before = [...nominated.values()].filter(
      (one) =>
        one.status?.nominatedNodeName === node &&
        one.metadata.uid !== pod.metadata.uid &&
        priorityOf(one) >= priorityOf(pod),
    );
    if (before.length === 0) return used;
    const sum = { ...used };
    for (const { spec } of before)
      for (const [name, amount] of Object.entries(requestsOf(spec))) sum[name] = (sum[name] ?? 0) + amount;
    return sum;
  }

  function preempt(pod: Pod, nodes: readonly Node[], faults: string[][]): Explained['preemption'] {
    if (pod.spec.preemptionPolicy === 'Never') return 'never';
    const place = pod.status?.nominatedNodeName;
    const isAwaited = (one: Pod) =>
      one.spec.nodeName === place && one.metadata.deletionTimestamp && priorityOf(one) < priorityOf(pod);
    if (place !== undefined && store.list<Pod>('Pod').some(isAwaited)) return 'waiting';
    const found = findVictims(views, pod, nodes, faults, (node) => usedOf(pod, node));
    if (!found) return 'none-found';
    makeRoom(pod, found);
    return undefined;
  }

  function makeRoom(pod: Pod, { node, victims }: Preemption): void {
    store.mutate<Pod>('Pod', pod.metadata.namespace, pod.metadata.name, (draft) => {
      draft.status = { ...draft.status, nominatedNodeName: node };
    });
    for (const victim of victims) {
      const message = `Preempted by pod ${pod.metadata.uid} on node ${node}`;
      context.event({ object: victim, type: 'Normal', reason: 'Preempted', message });
      disruptPod(store, victim, clock.now(), {
        reason: 'PreemptionByScheduler',
        message: 'default-scheduler: preempting to accommodate a higher priority pod',
      });
    }
  }

  function bind(pod: Pod, node: string): void {
    const { namespace, name } = pod.metadata;
    assignNode(store, pod, node, clock.now());
    const message = `Successfully assigned ${namespace}/${name} to ${node}`;
    context.event({ object: pod, type: 'Normal', reason: 'Scheduled', message });
  }

  function refuse(pod: Pod, message: string): void {
    const before = pod.status?.conditions?.find((one) => one.type === 'PodScheduled');
    if (before?.message === message) return;
    const condition: Condition = {
      type: 'PodScheduled',
      status: 'False',
      lastProbeTime: null,
      lastTransitionTime: before?.lastTransitionTime ?? timestamp(clock.now()),
      reason: 'Unschedulable',
      message,
    };
    store.mutate<Pod>('Pod', pod.metadata.namespace, pod.metadata.name, (draft) => {
      draft.status = { phase: 'Pending', ...draft.status, conditions: [condition] };
    });
    context.event({ object: pod, type: 'Warning', reason: 'FailedScheduling', message });
  }

  function follow({ type, object }: RecordedChange): void {
    const pod = object as Pod;
    if (type !== 'DELETED' && isWaiting(pod) && pod.status?.nominatedNodeName)
      nominated.set(pod.metadata.uid, pod);
    else nominated.delete(pod.metadata.uid);
    if (type === 'DELETED' || !isWaiting(pod)) tried.delete(keyOf(pod));
  }

  /** Those that have a new chance now, the ones that matter most first. Those not looked at yet have theirs to come. */
  function waiting(): string[] {
    const pods = [...tried].flatMap((key) => {
      const { namespace, name } = fromKey(key);
      return store.get<Pod>('Pod', namespace, name) ?? [];
    });
    return pods.sort((one, other) => priorityOf(other) - priorityOf(one)).map(keyOf);
  }

  return {
    watches: {
      Pod: (change) => {
        usage.follow(change);
        views.follow(change);
        follow(change);
        const pod = change.object as Pod;
        if (change.type !== 'DELETED' && isWaiting(pod)) return [keyOf(pod)];
        return changesOthersChances(change) ? waiting() : [];
      },
      Node: waiting,
      // A pod may wait for a volume.
      PersistentVolumeClaim: waiting,
    },
    sync,
  };
}

/** What it held may be what another one waits for; whom it is labelled to be, what another one wants to be near to. */
function changesOthersChances({ type, object, previous }: RecordedChange): boolean {
  const [pod, before] = [object as Pod, previous as Pod | undefined];
  const { phase } = pod.status ?? {};
  if (type === 'DELETED' || phase === 'Succeeded' || phase === 'Failed') return true;
  return (
    before?.spec.nodeName !== pod.spec.nodeName ||
    !equalJson(before?.metadata.labels ?? {}, pod.metadata.labels ?? {})
  );
}

function isNominated({ status }: Pod): (node: Node) => boolean {
  return ({ metadata }) => metadata.name === status?.nominatedNodeName;
}

function isWaiting({ metadata, spec, status }: Pod): boolean {
  return (
    !spec.nodeName &&
    !metadata.deletionTimestamp &&
    (spec.schedulerName ?? 'default-scheduler') === 'default-scheduler' &&
    !spec.schedulingGates?.length &&
    status?.phase !== 'Succeeded' &&
    status?.phase !== 'Failed'
  );
}
