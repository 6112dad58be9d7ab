import { parseQuantity } from '../../api/quantity.ts';
import type { Node, Pod, Taint } from '../../objects.ts';
import { tolerates } from '../node-lifecycle/taints.ts';
import { isWantedNode } from './node-affinity.ts';
import { type Amounts, requestsOf } from './usage.ts';

/** Why a pod cannot go to a node, in the scheduler's words; none when it can. */
export function reasonsAgainst(pod: Pod, node: Node, used: Amounts): string[] {
  if (
    node.spec.unschedulable &&
    !tolerates(pod, { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' })
  ) {
    return ['node(s) were unschedulable'];
  }
  const taint = taintsOf(node).find((one) => one.effect !== 'PreferNoSchedule' && !tolerates(pod, one));
  if (taint) return [`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`];
  if (!isWantedNode(pod, node)) return ["node(s) didn't match Pod's node affinity/selector"];
  return shortages(pod, node, used);
}

/** A node that is not ready is tainted, whether or not something put the taint there. */
export function taintsOf(node: Node): Taint[] {
  const taints = node.spec.taints ?? [];
  const ready = node.status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True');
  return ready ? taints : [...taints, { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }];
}

export function shortages(pod: Pod, node: Node, used: Amounts): string[] {
  const allocatable = node.status?.allocatable ?? {};
  return Object.entries(requestsOf(pod.spec))
    .filter(
      ([name, amount]) =>
        amount > 0 && amount + (used[name] ?? 0) > (parseQuantity(allocatable[name] ?? '0') ?? 0),
    )
    .map(([name]) => (name === 'pods' ? 'Too many pods' : `Insufficient ${name}`));
}

/** As the FailedScheduling event says it. */
export function explainFailure(reasons: readonly (readonly string[])[]): string {
  const nodes = reasons.length;
  if (nodes === 0) return 'no nodes available to schedule pods';
  const all = `0/${nodes} nodes are available:`;
  const counts = new Map<string, number>();
  for (const reason of reasons.flat()) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const list = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  // Evicting others would help only where something is short.
  const short = reasons.filter((one) =>
    one.every((reason) => /^(Insufficient|Too many)/.test(reason)),
  ).length;
  const preemption = [
    ...(short > 0 ? [`${short} No preemption victims found for incoming pod`] : []),
    ...(short < nodes ? [`${nodes - short} Preemption is not helpful for scheduling`] : []),
  ];
  return `${all} ${list.join(', ')}. preemption: ${all} ${preemption.join(', ')}.`;
}
