import { matchesSelector } from '../../api/selectors/labels.ts';
import type { Node, Pod, PodAffinityTerm, TopologySpreadConstraint } from '../../objects.ts';
import type { View } from './view.ts';

/** Whether a pod is one of those that a term of `of` speaks of. */
export function isMeant(term: PodAffinityTerm, of: Pod, pod: Pod): boolean {
  const { namespaces = [], namespaceSelector, labelSelector } = term;
  const own = namespaces.length === 0 && !namespaceSelector;
  const isNear = own ? pod.metadata.namespace === of.metadata.namespace : true;
  const isNamed = namespaces.length === 0 || namespaces.includes(pod.metadata.namespace ?? '');
  return isNear && isNamed && matchesSelector(labelSelector, pod.metadata.labels);
}

/** Why the pods that run already speak against a node, in the scheduler's words. */
export function affinityFault(pod: Pod, node: Node, view: View): string | undefined {
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {};
  const required = podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const forbidden = podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const isThere = (term: PodAffinityTerm) =>
    view.placed().some((one) => isMeant(term, pod, one) && shares(term, node, view.nodeOf(one)));
  if (!required.every((term) => isThere(term) || isFirst(term, pod, node, view)))
    return "node(s) didn't match pod affinity rules";
  if (forbidden.some(isThere)) return "node(s) didn't match pod anti-affinity rules";
  const isUnwelcome = view
    .jealous()
    .some((one) =>
      one.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.some(
        (term) => isMeant(term, one, pod) && shares(term, node, view.nodeOf(one)),
      ),
    );
  return isUnwelcome ? "node(s) didn't satisfy existing pods anti-affinity rules" : undefined;
}

/** The first of pods that want to be with each other may go anywhere. */
function isFirst(term: PodAffinityTerm, pod: Pod, node: Node, view: View): boolean {
  return (
    isMeant(term, pod, pod) &&
    node.metadata.labels?.[term.topologyKey] !== undefined &&
    !view.placed().some((one) => isMeant(term, pod, one))
  );
}

export function shares(
  { topologyKey }: { topologyKey: string },
  one: Node,
  other: Node | undefined,
): boolean {
  const place = one.metadata.labels?.[topologyKey];
  return place !== undefined && place === other?.metadata.labels?.[topologyKey];
}

/** Whether a node would make a group of pods more uneven than it may be. */
export function spreadFault(pod: Pod, node: Node, view: View): string | undefined {
  for (const constraint of pod.spec.topologySpreadConstraints ?? []) {
    if (constraint.whenUnsatisfiable !== 'DoNotSchedule') continue;
    const fault = "node(s) didn't match pod topology spread constraints";
    if (node.metadata.labels?.[constraint.topologyKey] === undefined)
      return `${fault} (missing required label)`;
    if (skew(pod, node, constraint, view) > constraint.maxSkew) return fault;
  }
  return undefined;
}

/** How many more pods of the group the node's place would have than the emptiest one has. */
export function skew(pod: Pod, node: Node, constraint: TopologySpreadConstraint, view: View): number {
  const { topologyKey, labelSelector } = constraint;
  const counts = new Map<string, number>();
  for (const { metadata } of view.eligible(pod)) {
    const place = metadata.labels?.[topologyKey];
    if (place !== undefined) counts.set(place, 0);
  }
  for (const one of view.placed()) {
    const place = view.nodeOf(one)?.metadata.labels?.[topologyKey] ?? '';
    const isOne =
      one.metadata.namespace === pod.metadata.namespace &&
      matchesSelector(labelSelector, one.metadata.labels);
    if (isOne && counts.has(place)) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const own = matchesSelector(labelSelector, pod.metadata.labels) ? 1 : 0;
  const here = counts.get(node.metadata.labels?.[topologyKey] ?? '') ?? 0;
  return here + own - Math.min(...counts.values());
}
