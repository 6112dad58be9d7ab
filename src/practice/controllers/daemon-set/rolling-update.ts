import type { Clock } from '../../../base/clock.ts';
import type { DaemonSet, Node, Pod } from '../../objects.ts';
import { availableIn } from '../pods.ts';
import { resolveShare } from '../rounding.ts';
import { hashLabel } from './placement.ts';

export interface Plan {
  remove: Pod[];
  add: Node[];
}

/** One step of a rolling update: old pods go, or get a successor beside them, as far as the set's bounds allow. */
export function planUpdate(
  set: DaemonSet,
  nodes: readonly Node[],
  pods: ReadonlyMap<string, readonly Pod[]>,
  hash: string,
  clock: Clock,
): Plan {
  const { maxSurge = 0, maxUnavailable = 1 } = set.spec.updateStrategy?.rollingUpdate ?? {};
  const surge = resolveShare(maxSurge, nodes.length, Math.ceil);
  const isAvailable = (pod: Pod | undefined) =>
    pod !== undefined &&
    !pod.metadata.deletionTimestamp &&
    availableIn(pod, set.spec.minReadySeconds ?? 0, clock) === 0;
  const places = nodes.map((node) => {
    const here = pods.get(node.metadata.name) ?? [];
    const isNew = (pod: Pod) => pod.metadata.labels?.[hashLabel] === hash;
    return { node, fresh: here.find(isNew), old: here.find((pod) => !isNew(pod)) };
  });
  if (surge > 0) {
    const done = places.filter(({ fresh, old }) => old && !isEnding(old) && isAvailable(fresh));
    const busy = places.filter(({ fresh, old }) => fresh && old && !isAvailable(fresh)).length;
    const waiting = places.filter(({ fresh, old }) => old && !fresh);
    // An old pod that does nobody any good is replaced at once.
    const useless = waiting.filter(({ old }) => !isAvailable(old));
    const useful = waiting.filter(({ old }) => isAvailable(old));
    const next = [...useless, ...useful.slice(0, Math.max(0, surge - busy))];
    return { remove: done.flatMap(({ old }) => old ?? []), add: next.map(({ node }) => node) };
  }
  const isGone = ({ fresh, old }: (typeof places)[number]) => !isAvailable(fresh) && !isAvailable(old);
  const allowed = resolveShare(maxUnavailable, nodes.length, Math.ceil) - places.filter(isGone).length;
  const old = places.flatMap((place) => (place.old && !isEnding(place.old) ? [place.old] : []));
  const useless = old.filter((pod) => !isAvailable(pod));
  const useful = old.filter(isAvailable);
  return { remove: [...useless, ...useful.slice(0, Math.max(0, allowed))], add: [] };
}

function isEnding({ metadata }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined;
}
