import { disruptPod } from '../../api/pods.ts';
import type { Node, Pod, Taint } from '../../objects.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { fromKey, itself } from '../keys.ts';
import { patience } from './taints.ts';

/** Has pods leave a node with a NoExecute taint that they do not tolerate, or no longer do. */
export const taintEvictionController: ControllerDefinition = { name: 'taint-eviction-controller', create };

function create(context: ControllerContext): Controller {
  const { store, clock } = context;
  /** When the taints of a node were first seen as they are: what `tolerationSeconds` count from. */
  const seen = new Map<string, { taints: string; at: number }>();

  function sync(key: string): void {
    const { name } = fromKey(key);
    const taints = harmful(store.get<Node>('Node', undefined, name));
    if (taints.length === 0) {
      seen.delete(name);
      return;
    }
    const identity = JSON.stringify(taints);
    const known = seen.get(name);
    const since = known?.taints === identity ? known.at : clock.now();
    seen.set(name, { taints: identity, at: since });
    const passed = (clock.now() - since) * clock.speed;
    let next = Number.POSITIVE_INFINITY;
    for (const pod of store.list<Pod>('Pod')) {
      if (pod.spec.nodeName !== name || pod.metadata.deletionTimestamp) continue;
      const left = patience(pod, taints) * 1000 - passed;
      if (left <= 0) evict(pod);
      else next = Math.min(next, left);
    }
    if (next < Number.POSITIVE_INFINITY) context.again(key, next);
  }

  function evict(pod: Pod): void {
    const { namespace, name } = pod.metadata;
    const message = `Marking for deletion Pod ${namespace}/${name}`;
    context.event({ object: pod, type: 'Normal', reason: 'TaintManagerEviction', message });
    disruptPod(store, pod, clock.now(), {
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
    });
  }

  return {
    watches: {
      Node: itself,
      Pod: ({ type, object, previous }) => {
        const { nodeName } = (object as Pod).spec;
        if (type === 'DELETED' || !nodeName || (previous as Pod | undefined)?.spec.nodeName === nodeName)
          return [];
        return harmful(store.get<Node>('Node', undefined, nodeName)).length > 0 ? [`/${nodeName}`] : [];
      },
    },
    sync,
  };
}

function harmful(node: Node | undefined): Taint[] {
  return (node?.spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
}
