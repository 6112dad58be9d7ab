import type { Pod, PodSpec } from '../../objects.ts';
import { parseQuantity } from '../../quantity.ts';
import type { RecordedChange } from '../../store/history.ts';

/** Amounts by resource: cpu, memory, pods, … */
export type Amounts = Record<string, number>;

/** What the pods of each node asked for, kept up to date: adding it up for every pod takes the square of their number. */
export interface Usage {
  follow(change: RecordedChange): void;
  of(node: string): Amounts;
}

export function createUsage(): Usage {
  const nodes = new Map<string, Amounts>();

  function count(pod: Pod | undefined, sign: 1 | -1): void {
    const node = pod?.spec.nodeName;
    if (!pod || !node || !holdsResources(pod)) return;
    const amounts = nodes.get(node) ?? {};
    for (const [name, amount] of Object.entries(requestsOf(pod.spec))) {
      amounts[name] = (amounts[name] ?? 0) + sign * amount;
    }
    nodes.set(node, amounts);
  }

  return {
    follow({ type, object, previous }) {
      const [before, after] = [previous as Pod | undefined, type === 'DELETED' ? undefined : (object as Pod)];
      // Most changes of a pod are of its status alone.
      if (
        before &&
        after &&
        before.spec.nodeName === after.spec.nodeName &&
        holdsResources(before) === holdsResources(after)
      ) {
        return;
      }
      count(before, -1);
      count(after, 1);
    },
    of: (node) => nodes.get(node) ?? {},
  };
}

function holdsResources({ status }: Pod): boolean {
  return status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}

/** What a pod needs on a node: its containers together, or its most demanding init container. */
export function requestsOf(spec: PodSpec): Amounts {
  const total: Amounts = { pods: 1 };
  for (const container of spec.containers) {
    for (const [name, amount] of amounts(container.resources?.requests))
      total[name] = (total[name] ?? 0) + amount;
  }
  for (const container of spec.initContainers ?? []) {
    for (const [name, amount] of amounts(container.resources?.requests))
      total[name] = Math.max(total[name] ?? 0, amount);
  }
  return total;
}

function amounts(list: Record<string, string> | undefined): [string, number][] {
  return Object.entries(list ?? {}).map(([name, quantity]) => [name, parseQuantity(quantity) ?? 0]);
}
