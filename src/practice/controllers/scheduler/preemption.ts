import type { Node, Pod } from '../../objects.ts';
import { isHopeless, reasonsAgainst } from './filter.ts';
import { type Amounts, requestsOf } from './usage.ts';
import type { Views } from './view.ts';

export interface Preemption {
  readonly node: string;
  readonly victims: readonly Pod[];
}

/**
 * Whom a pod may have go so that it fits on a node: as few as possible, and those of least priority. Undefined where
 * nobody's going would help.
 */
export function findVictims(
  views: Views,
  pod: Pod,
  nodes: readonly Node[],
  faults: readonly (readonly string[])[],
  usedOf: (node: string) => Amounts,
): Preemption | undefined {
  const found: Preemption[] = [];
  for (const [index, node] of nodes.entries()) {
    if (isHopeless(pod, node, faults[index] ?? [])) continue;
    const victims = victimsOn(views, pod, node, nodes, usedOf(node.metadata.name));
    if (victims) found.push({ node: node.metadata.name, victims });
  }
  const worst = ({ victims }: Preemption) => Math.max(...victims.map(priorityOf));
  return found.toSorted((a, b) => worst(a) - worst(b) || a.victims.length - b.victims.length)[0];
}

function victimsOn(
  views: Views,
  pod: Pod,
  node: Node,
  nodes: readonly Node[],
  used: Amounts,
): Pod[] | undefined {
  const lesser = views
    .of(nodes)
    .placed()
    .filter((one) => one.spec.nodeName === node.metadata.name && priorityOf(one) < priorityOf(pod));
  if (lesser.length === 0) return undefined;
  const gone = new Set(lesser);
  const fits = () => {
    const left = { ...used };
    for (const victim of gone) {
      for (const [name, amount] of Object.entries(requestsOf(victim.spec)))
        left[name] = (left[name] ?? 0) - amount;
    }
    return reasonsAgainst(pod, node, left, views.of(nodes, gone)).length === 0;
  };
  if (!fits()) return undefined;
  // Those that matter most are spared first.
  for (const one of lesser.toSorted((a, b) => priorityOf(b) - priorityOf(a))) {
    gone.delete(one);
    if (!fits()) gone.add(one);
  }
  return [...gone];
}

export function priorityOf({ spec }: Pod): number {
  return spec.priority ?? 0;
}
