import type { Condition, Node, Pod } from '../../objects.ts';
import { equalJson } from '../../store/json.ts';
import { timestamp } from '../../store/store.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { fromKey, itself } from '../keys.ts';
import { wantedTaints } from './taints.ts';

/** Taints nodes by their state, and takes pods of a node that is lost out of their Services. */
export const nodeLifecycleController: ControllerDefinition = { name: 'node-controller', create };

function create(context: ControllerContext): Controller {
  const { store, clock } = context;

  function sync(key: string): void {
    const { name } = fromKey(key);
    const node = store.get<Node>('Node', undefined, name);
    if (!node) return;
    const taints = wantedTaints(node, timestamp(clock.now()));
    if (!equalJson(taints, node.spec.taints ?? [])) {
      store.mutate<Node>('Node', undefined, name, ({ spec }) => {
        if (taints.length > 0) spec.taints = taints;
        else delete spec.taints;
      });
    }
    if (!isReady(node))
      for (const pod of store.list<Pod>('Pod')) if (pod.spec.nodeName === name) disable(pod);
  }

  /** Its kubelet cannot say so any more. */
  function disable(pod: Pod): void {
    if (!pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True')) return;
    store.mutate<Pod>('Pod', pod.metadata.namespace, pod.metadata.name, ({ status }) => {
      const ready = status?.conditions?.find(({ type }) => type === 'Ready');
      if (!ready) return;
      ready.status = 'False';
      ready.lastTransitionTime = timestamp(clock.now());
    });
    const message = 'Node is not ready';
    context.event({ object: pod, type: 'Warning', reason: 'NodeNotReady', message });
  }

  function tell(node: Node, reason: string): void {
    const message = `Node ${node.metadata.name} status is now: ${reason}`;
    context.event({ object: node, type: 'Normal', reason, message });
  }

  return {
    watches: {
      Node: (change) => {
        const [before, node] = [change.previous as Node | undefined, change.object as Node];
        if (change.type === 'MODIFIED' && before && isReady(before) && !isReady(node))
          tell(node, 'NodeNotReady');
        return itself(change);
      },
    },
    sync,
  };
}

function isReady({ status }: Node): boolean {
  return status?.conditions?.some((one: Condition) => one.type === 'Ready' && one.status === 'True') === true;
}
