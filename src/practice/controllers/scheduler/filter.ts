import type { Node, Pod, Taint } from '../../objects.ts';
import { parseQuantity } from '../../quantity.ts';
import { tolerates } from '../node-lifecycle/taints.ts';
import { isWantedNode } from './node-affinity.ts';
import { affinityFault, spreadFault } from './pod-affinity.ts';
import { type Amounts, requestsOf } from './usage.ts';
import type { View } from './view.ts';

/** Why a pod cannot go to a node, in the scheduler's words; none when it can. */
export function reasonsAgainst(pod: Pod, node: Node, used: Amounts, view: View): string[] {
  const fault = ownFault(pod, node) ?? portFault(pod, node, view);
  if (fault !== undefined) return [fault];
  const short = shortages(pod, node, used);
  if (short.length > 0) return short;
  const others = spreadFault(pod, node, view) ?? affinityFault(pod, node, view);
  return others === undefined ? [] : [others];
}

/** What stands between a pod and a node whoever else is there. */
function ownFault(pod: Pod, node: Node): string | undefined {
  if (
    node.spec.unschedulable &&
    !tolerates(pod, { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' })
  ) {
    return 'node(s) were unschedulable';
  }
  const taint = taintsOf(node).find((one) => one.effect !== 'PreferNoSchedule' && !tolerates(pod, one));
  if (taint) return `node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`;
  return isWantedNode(pod, node) ? undefined : "node(s) didn't match Pod's node affinity/selector";
}

/** A node that is not ready is tainted, whether or not something put the taint there. */
export function taintsOf(node: Node): Taint[] {
  const taints = node.spec.taints ?? [];
  const ready = node.status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True');
  return ready ? taints : [...taints, { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }];
}

function portFault(pod: Pod, node: Node, view: View): string | undefined {
  const wanted = hostPorts(pod);
  if (wanted.length === 0) return undefined;
  const isTaken = view
    .placed()
    .some((one) => view.nodeOf(one) === node && hostPorts(one).some((port) => wanted.includes(port)));
  return isTaken ? "node(s) didn't have free ports for the requested pod ports" : undefined;
}

function hostPorts({ spec }: Pod): string[] {
  return spec.containers.flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort, protocol = 'TCP' }) => (hostPort ? [`${hostPort}/${protocol}`] : [])),
  );
}

export function shortages(pod: Pod, node: Node, used: Amounts): string[] {
  return Object.entries(requestsOf(pod.spec))
    .filter(([name, amount]) => amount > 0 && amount + (used[name] ?? 0) > capacity(node, name))
    .map(([name]) => (name === 'pods' ? 'Too many pods' : `Insufficient ${name}`));
}

function capacity({ status }: Node, resource: string): number {
  return parseQuantity(status?.allocatable?.[resource] ?? '0') ?? 0;
}

/** Whether a pod could not go to a node for these reasons even if all others were gone. */
export function isHopeless(pod: Pod, node: Node, reasons: readonly string[]): boolean {
  const needs = requestsOf(pod.spec);
  return reasons.some((reason) => {
    const resource = /^Insufficient (.*)$/.exec(reason)?.[1];
    if (resource !== undefined) return (needs[resource] ?? 0) > capacity(node, resource) && saysSo(node);
    return /were unschedulable|untolerated taint|node affinity\/selector|pod affinity rules|missing required|persistent volumes to bind/.test(
      reason,
    );
  });
}

/** Before 1.34, a scheduler did not look whether a pod is too large for the empty node. */
function saysSo({ status }: Node): boolean {
  return Number(/^v1\.(\d+)/.exec(String(status?.nodeInfo?.kubeletVersion))?.[1]) >= 34;
}
