import type { Condition, Pod } from '../objects.ts';
import { type ClusterStore, timestamp } from '../store/store.ts';

/** Puts a pod on a node, from where its kubelet takes over. */
export function assignNode(store: ClusterStore, pod: Pod, node: string, now: number): void {
  const { namespace, name } = pod.metadata;
  store.mutate<Pod>('Pod', namespace, name, (draft) => {
    draft.spec.nodeName = node;
    draft.status = { phase: 'Pending', ...draft.status };
    const condition: Condition = {
      type: 'PodScheduled',
      status: 'True',
      lastProbeTime: null,
      lastTransitionTime: timestamp(now),
    };
    draft.status.conditions = [
      ...(draft.status.conditions ?? []).filter((one) => one.type !== 'PodScheduled'),
      condition,
    ];
  });
}
