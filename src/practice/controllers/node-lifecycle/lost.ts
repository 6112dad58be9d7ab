import type { Node } from '../../objects.ts';
import { type ClusterStore, timestamp } from '../../store/store.ts';

/** Nothing was heard of a node for so long that nobody knows how it is. */
export function reportLost(store: ClusterStore, name: string, now: number): void {
  store.mutate<Node>('Node', undefined, name, ({ status }) => {
    for (const condition of status?.conditions ?? []) {
      if (condition.status === 'Unknown') continue;
      condition.status = 'Unknown';
      condition.reason = 'NodeStatusUnknown';
      condition.message = 'Kubelet stopped posting node status.';
      condition.lastTransitionTime = timestamp(now);
    }
  });
}
