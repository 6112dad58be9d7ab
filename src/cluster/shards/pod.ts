import type { KubeObject } from '../api/objects.ts';
import { indexAnnotation } from './manifests.ts';

interface ContainerStatus {
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly running?: object;
    readonly terminated?: { readonly reason?: string; readonly exitCode: number };
  };
}

/** What is looked at of a shard's pod. */
export interface ShardPod extends KubeObject {
  readonly metadata: KubeObject['metadata'] & { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly nodeName?: string };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason?: string;
      readonly message?: string;
    }[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

export type PodState =
  | { readonly is: 'starting' | 'running' }
  /** For something that may yet come. */
  | { readonly is: 'waiting'; readonly why: string }
  | { readonly is: 'stuck'; readonly why: string; readonly next: string }
  | { readonly is: 'ended'; readonly trouble: string | undefined };

/** Reasons of a container that waits for what will not come by itself. */
const imageTrouble = new Set([
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
]);
const otherTrouble = new Set(['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError']);

export function indexOf({ metadata }: ShardPod): number {
  return Number(metadata.annotations?.[indexAnnotation]);
}

export function stateOf({ status = {} }: ShardPod): PodState {
  const { waiting, running, terminated } = status.containerStatuses?.[0]?.state ?? {};
  if (status.phase === 'Succeeded') return { is: 'ended', trouble: undefined };
  if (status.phase === 'Failed') return { is: 'ended', trouble: failure(status, terminated) };
  if (running) return { is: 'running' };
  if (waiting?.reason !== undefined) {
    const why = [waiting.reason, waiting.message].filter(Boolean).join(': ');
    if (imageTrouble.has(waiting.reason))
      return { is: 'stuck', why, next: 'Name an image with --image that the nodes of the cluster can pull.' };
    if (otherTrouble.has(waiting.reason))
      return {
        is: 'stuck',
        why,
        next: 'It runs as user 1000 with no privileges: see the Dockerfile of pilotage.',
      };
  }
  const unscheduled = status.conditions?.find(
    ({ type, status: is, reason }) => type === 'PodScheduled' && is === 'False' && reason === 'Unschedulable',
  );
  return unscheduled ? { is: 'waiting', why: unscheduled.message ?? 'no node takes it' } : { is: 'starting' };
}

function failure(
  { reason, message }: NonNullable<ShardPod['status']>,
  ended: { readonly reason?: string; readonly exitCode: number } | undefined,
): string {
  if (reason !== undefined) return [reason, message].filter(Boolean).join(': ');
  return ended ? `${ended.reason ?? 'it failed'}, exit code ${ended.exitCode}` : 'it failed';
}
