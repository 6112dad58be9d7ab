import type { KubeObject } from '../api/objects.ts';
import type { Container, Workload } from '../diagnosis/objects.ts';
import type { LiveNode, NodeState } from './node.ts';
import type { Health } from './pod-state.ts';

/** A workload with the numbers that its controller reports. Each kind has some of them. */
export interface Counted extends Workload {
  readonly metadata: Workload['metadata'] & {
    readonly generation?: number;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: Workload['spec'] & {
    readonly completions?: number;
    readonly parallelism?: number;
    readonly schedule?: string;
    readonly suspend?: boolean;
    readonly template?: { readonly spec?: { readonly containers?: readonly Container[] } };
  };
  readonly status?: Workload['status'] & {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly desiredNumberScheduled?: number;
    readonly numberReady?: number;
    readonly succeeded?: number;
  };
}

export function workloadNode(
  base: Pick<LiveNode, 'key' | 'kind' | 'name' | 'object'>,
  { spec, status = {}, metadata }: Counted,
  children: readonly LiveNode[],
): LiveNode {
  if (base.kind === 'CronJob') {
    const state: NodeState = {
      is: 'schedule',
      schedule: spec.schedule ?? '',
      suspended: spec.suspend === true,
    };
    return { ...base, health: 'idle', state, children };
  }
  const { ready, wanted } = countsOf(base.kind, spec, status);
  const images = (spec.template?.spec?.containers ?? []).map(({ image }) => image);
  const seen = (status.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const settled = base.kind !== 'Deployment' || (seen && status.updatedReplicas === status.replicas);
  return {
    ...base,
    health: metadata.deletionTimestamp ? 'going' : healthOf(base.kind, ready, wanted, settled, children),
    state: { is: 'workload', ready, wanted, side: undefined, images },
    children,
  };
}

function countsOf(kind: string, spec: Counted['spec'], status: NonNullable<Counted['status']>) {
  if (kind === 'DaemonSet')
    return { ready: status.numberReady ?? 0, wanted: status.desiredNumberScheduled ?? 0 };
  if (kind === 'Job')
    return { ready: status.succeeded ?? 0, wanted: spec.completions ?? spec.parallelism ?? 1 };
  return { ready: status.readyReplicas ?? 0, wanted: spec.replicas ?? 1 };
}

function healthOf(
  kind: string,
  ready: number,
  wanted: number,
  settled: boolean,
  children: readonly LiveNode[],
): Health {
  if (ready === wanted && settled) return kind === 'Job' || wanted === 0 ? 'idle' : 'good';
  return children.some(({ health }) => health === 'bad') ? 'bad' : 'coming';
}

/** Whether a ReplicaSet has pods, or is to have some. */
export function isInUse({ spec, status }: Counted, children: readonly LiveNode[]): boolean {
  return children.length > 0 || (spec.replicas ?? 1) > 0 || (status?.replicas ?? 0) > 0;
}

export function revisionOf(object: KubeObject): number {
  return Number((object as Counted).metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
}
