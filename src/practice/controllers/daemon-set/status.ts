import type { DaemonSet, Node, Pod } from '../../objects.ts';
import type { ControllerContext } from '../controller.ts';
import { fromKey } from '../keys.ts';
import { availableIn, isReady } from '../pods.ts';
import { hashLabel, placement } from './placement.ts';

/** Counts nodes: those that are to have a pod, and how far they have come. */
export function reportStatus(
  { store, clock, again }: ControllerContext,
  key: string,
  nodes: readonly Node[],
  pods: ReadonlyMap<string, readonly Pod[]>,
  hash: string,
): void {
  const { namespace, name } = fromKey(key);
  const set = store.get<DaemonSet>('apps/DaemonSet', namespace, name);
  if (!set) return;
  const counts = { desired: 0, current: 0, misplaced: 0, ready: 0, available: 0, updated: 0 };
  let soonest = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    const here = pods.get(node.metadata.name) ?? [];
    if (!placement(set, node).shouldRun) {
      counts.misplaced += here.length > 0 ? 1 : 0;
      continue;
    }
    counts.desired += 1;
    const [first] = here;
    if (!first) continue;
    counts.current += 1;
    if (here.some(isReady)) counts.ready += 1;
    const waits = here.flatMap((pod) => availableIn(pod, set.spec.minReadySeconds ?? 0, clock) ?? []);
    const wait = Math.min(...waits);
    if (wait === 0) counts.available += 1;
    else soonest = Math.min(soonest, wait);
    if (here.some((pod) => pod.metadata.labels?.[hashLabel] === hash)) counts.updated += 1;
  }
  if (Number.isFinite(soonest)) again(key, soonest);
  const unavailable = counts.desired - counts.available;
  store.mutate<DaemonSet>('apps/DaemonSet', namespace, name, (draft) => {
    draft.status = {
      currentNumberScheduled: counts.current,
      numberMisscheduled: counts.misplaced,
      desiredNumberScheduled: counts.desired,
      numberReady: counts.ready,
      observedGeneration: draft.metadata.generation ?? 1,
      ...(counts.updated > 0 ? { updatedNumberScheduled: counts.updated } : {}),
      ...(counts.available > 0 ? { numberAvailable: counts.available } : {}),
      ...(unavailable > 0 ? { numberUnavailable: unavailable } : {}),
    };
  });
}
