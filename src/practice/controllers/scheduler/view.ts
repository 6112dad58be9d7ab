import type { Node, Pod } from '../../objects.ts';
import type { ClusterStore } from '../../store/store.ts';
import { isWantedNode } from './node-affinity.ts';

/** The cluster as the scheduler looks at it for one pod. Lists are made when they are first asked for. */
export interface View {
  /** Pods that are on a node and have not ended. */
  placed(): readonly Pod[];
  /** Those of them that do not want certain others near them. */
  jealous(): readonly Pod[];
  nodeOf(pod: Pod): Node | undefined;
  /** The nodes that a pod's own selector allows. */
  eligible(pod: Pod): readonly Node[];
}

/** `without`: pods that are to be thought away. */
export function createView(store: ClusterStore, nodes: readonly Node[], without?: ReadonlySet<Pod>): View {
  const byName = new Map(nodes.map((node) => [node.metadata.name, node]));
  let placed: Pod[] | undefined;
  let jealous: Pod[] | undefined;
  const view: View = {
    placed() {
      placed ??= store.list<Pod>('Pod').filter((pod) => isPlaced(pod) && !without?.has(pod));
      return placed;
    },
    jealous() {
      jealous ??= view
        .placed()
        .filter(({ spec }) => spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution);
      return jealous;
    },
    nodeOf: ({ spec }) => byName.get(spec.nodeName ?? ''),
    eligible: (pod) => nodes.filter((node) => isWantedNode(pod, node)),
  };
  return view;
}

function isPlaced({ spec, status }: Pod): boolean {
  return spec.nodeName !== undefined && status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}
