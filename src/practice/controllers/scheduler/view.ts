import type { Node, Pod } from '../../objects.ts';
import type { RecordedChange } from '../../store/history.ts';
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
/** Views of a cluster that changes. */
export interface Views {
  follow(change: RecordedChange): void;
  /** `without`: pods that are to be thought away. */
  of(nodes: readonly Node[], without?: ReadonlySet<Pod>): View;
}

export function createViews(store: ClusterStore): Views {
  // Kept up to date: every pod asks for them, and looking for them among all takes the square of their number.
  const jealousPods = new Map<string, Pod>();
  return {
    follow({ type, object }) {
      const pod = object as Pod;
      if (type !== 'DELETED' && isPlaced(pod) && isJealous(pod)) jealousPods.set(pod.metadata.uid, pod);
      else jealousPods.delete(pod.metadata.uid);
    },
    of(nodes, without) {
      const byName = new Map(nodes.map((node) => [node.metadata.name, node]));
      let placed: Pod[] | undefined;
      return {
        placed() {
          placed ??= store.list<Pod>('Pod').filter((pod) => isPlaced(pod) && !without?.has(pod));
          return placed;
        },
        jealous: () => [...jealousPods.values()].filter((pod) => !without?.has(pod)),
        nodeOf: ({ spec }) => byName.get(spec.nodeName ?? ''),
        eligible: (pod) => nodes.filter((node) => isWantedNode(pod, node)),
      };
    },
  };
}

function isPlaced({ spec, status }: Pod): boolean {
  return spec.nodeName !== undefined && status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}

function isJealous({ spec }: Pod): boolean {
  return spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution !== undefined;
}
