import type { KubeObject } from '../api/objects.ts';
import type { Health, PodState } from './pod-state.ts';
import type { LiveKind } from './sight.ts';

/** One object in the picture of a namespace, and what belongs to it. */
export interface LiveNode {
  /** The same for as long as the object is. */
  readonly key: string;
  readonly kind: LiveKind;
  readonly name: string;
  readonly object: KubeObject;
  readonly health: Health;
  readonly state: NodeState;
  readonly children: readonly LiveNode[];
}

export type NodeState =
  | WorkloadState
  | ({ readonly is: 'pod' } & PodState)
  | ServiceState
  /** Nothing to count: it makes others when their time has come. */
  | { readonly is: 'schedule'; readonly schedule: string; readonly suspended: boolean };

export interface WorkloadState {
  readonly is: 'workload';
  readonly ready: number;
  readonly wanted: number;
  /** Which of the ReplicaSets of a rollout this one is. */
  readonly side: 'new' | 'old' | undefined;
  /** What it runs. */
  readonly images: readonly string[];
}

export interface ServiceState {
  readonly is: 'service';
  readonly type: string;
  /** `80:30080` as kubectl says it: the port, and where it answers on every node. */
  readonly ports: readonly string[];
  /** Undefined where it has no selector. */
  readonly pods: { readonly ready: number; readonly all: number } | undefined;
  /** What it leads to, where that is more than one workload; it stands beside none of them then. */
  readonly targets: readonly string[];
}

/** All nodes in the order in which they are drawn. */
export function* everyNode(nodes: readonly LiveNode[]): Generator<LiveNode> {
  for (const node of nodes) {
    yield node;
    yield* everyNode(node.children);
  }
}
