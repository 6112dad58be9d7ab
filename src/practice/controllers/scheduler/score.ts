import type { Node, Pod } from '../../objects.ts';
import type { ClusterStore } from '../../store/store.ts';
import { tolerates } from '../node-lifecycle/taints.ts';
import { matchesTerms } from './node-affinity.ts';
import { isMeant, shares, skew } from './pod-affinity.ts';
import type { Usage } from './usage.ts';
import type { View } from './view.ts';

/** The best of the nodes that a pod fits on: what it prefers first, then where there is least of its kind, and of any. */
export function bestNode(
  store: ClusterStore,
  pod: Pod,
  nodes: readonly Node[],
  view: View,
  usage: Usage,
): Node | undefined {
  if (nodes.length < 2) return nodes[0];
  const controller = pod.metadata.ownerReferences?.find((one) => one.controller);
  const siblings = controller ? (store.owned(controller.uid) as Pod[]) : [];
  const ranks = new Map(
    nodes.map((node) => {
      const { name } = node.metadata;
      const rank = [
        unwelcoming(pod, node),
        -preference(pod, node, view),
        unevenness(pod, node, view),
        siblings.filter(({ spec }) => spec?.nodeName === name).length,
        usage.of(name).pods ?? 0,
      ];
      return [node, rank] as const;
    }),
  );
  return nodes.toSorted((one, other) => compare(ranks.get(one) ?? [], ranks.get(other) ?? []))[0];
}

function compare(one: readonly number[], other: readonly number[]): number {
  const index = one.findIndex((value, at) => value !== other[at]);
  return index < 0 ? 0 : (one[index] ?? 0) - (other[index] ?? 0);
}

function unwelcoming(pod: Pod, { spec }: Node): number {
  const taints = (spec.taints ?? []).filter(({ effect }) => effect === 'PreferNoSchedule');
  return taints.filter((taint) => !tolerates(pod, taint)).length;
}

function preference(pod: Pod, node: Node, view: View): number {
  const { nodeAffinity, podAffinity, podAntiAffinity } = pod.spec.affinity ?? {};
  let sum = 0;
  for (const { weight, preference } of nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [])
    if (matchesTerms([preference], node)) sum += weight;
  const both = [
    { sign: 1, terms: podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [] },
    { sign: -1, terms: podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [] },
  ];
  for (const { sign, terms } of both) {
    for (const { weight, podAffinityTerm: term } of terms) {
      const near = view
        .placed()
        .filter((one) => isMeant(term, pod, one) && shares(term, node, view.nodeOf(one)));
      sum += sign * weight * near.length;
    }
  }
  return sum;
}

function unevenness(pod: Pod, node: Node, view: View): number {
  const wishes = (pod.spec.topologySpreadConstraints ?? []).filter(
    ({ whenUnsatisfiable }) => whenUnsatisfiable === 'ScheduleAnyway',
  );
  return wishes.reduce((sum, constraint) => sum + skew(pod, node, constraint, view), 0);
}
