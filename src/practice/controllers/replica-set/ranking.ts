import type { Pod } from '../../objects.ts';
import { isReady } from '../pods.ts';

const phases = ['Pending', 'Unknown', 'Running'];

/** What speaks for keeping a pod, most important first; of two, the one with the smaller first difference goes. */
function worth(pod: Pod): number[] {
  const ready = pod.status?.conditions?.find((one) => one.type === 'Ready');
  const restarts = (pod.status?.containerStatuses ?? []).reduce(
    (sum, one) => Math.max(sum, one.restartCount),
    0,
  );
  return [
    pod.spec.nodeName ? 1 : 0,
    phases.indexOf(pod.status?.phase ?? 'Pending'),
    isReady(pod) ? 1 : 0,
    Number(pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? 0),
    // The longer it has been ready, or there, the better.
    -Date.parse(ready?.lastTransitionTime ?? pod.metadata.creationTimestamp),
    -restarts,
    -Date.parse(pod.metadata.creationTimestamp),
  ];
}

/** The `count` pods that a set which is too large gives up first. */
export function leastWanted(pods: readonly Pod[], count: number): Pod[] {
  const ranked = pods.map((pod) => ({ pod, worth: worth(pod) }));
  ranked.sort((left, right) => {
    const index = left.worth.findIndex((value, position) => value !== right.worth[position]);
    return index < 0 ? 0 : (left.worth[index] ?? 0) - (right.worth[index] ?? 0);
  });
  return ranked.slice(0, count).map((entry) => entry.pod);
}
