import { assignNode } from '../../api/pods.ts';
import type { Condition, Node, Pod } from '../../objects.ts';
import { timestamp } from '../../store/store.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { fromKey, keyOf } from '../keys.ts';
import { explainFailure, reasonsAgainst } from './filter.ts';
import { createUsage } from './usage.ts';

export const scheduler: ControllerDefinition = { name: 'default-scheduler', create };

function create(context: ControllerContext): Controller {
  const { store, clock } = context;
  const usage = createUsage();

  function sync(key: string): void {
    const { namespace, name } = fromKey(key);
    const pod = store.get<Pod>('Pod', namespace, name);
    if (!pod || !isWaiting(pod)) return;
    const nodes = store.list<Node>('Node');
    const reasons = nodes.map((node) => reasonsAgainst(pod, node, usage.of(node.metadata.name)));
    const fitting = nodes.filter((_, index) => reasons[index]?.length === 0);
    const pods = (node: Node) => usage.of(node.metadata.name).pods ?? 0;
    const [best] = fitting.sort((left, right) => pods(left) - pods(right));
    if (best) bind(pod, best.metadata.name);
    else refuse(pod, explainFailure(reasons));
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

  function waiting(): string[] {
    return store.list<Pod>('Pod').filter(isWaiting).map(keyOf);
  }

  return {
    watches: {
      Pod: (change) => {
        usage.follow(change);
        const pod = change.object as Pod;
        if (change.type !== 'DELETED' && isWaiting(pod)) return [keyOf(pod)];
        // What it held may be what another one waits for.
        const ended =
          change.type === 'DELETED' || pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
        return ended ? waiting() : [];
      },
      Node: waiting,
    },
    sync,
  };
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
