import type { Reason } from '../../engine/reasons/reasons.ts';
import { newestWarning } from './events.ts';
import { imageCause } from './image.ts';
import { type ContainerStatus, conditionOf, isReady, type Pod, type WarningEvent } from './objects.ts';

/** The last line that a container wrote before it ended; empty while it is not known. */
export type LastLine = (pod: Pod, container: ContainerStatus) => string;

/** A cause, and whether it may be no more than a pod on its way. */
export interface PodCause {
  readonly reason: Reason;
  readonly passing: boolean;
}

const imageStates = [
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'RegistryUnavailable',
];

/** Why a pod is not ready; undefined when it is, or when it is on its way out. */
export function podCause(
  pod: Pod,
  events: readonly WarningEvent[],
  lastLine: LastLine,
): PodCause | undefined {
  const name = pod.metadata.name;
  const { status } = pod;
  if (pod.metadata.deletionTimestamp !== undefined || isReady(pod) || status?.phase === 'Succeeded')
    return undefined;
  const scheduled = conditionOf(status?.conditions, 'PodScheduled');
  if (scheduled?.status === 'False') {
    return sure({ id: 'unschedulable', params: { pod: name, message: scheduled.message ?? '' } });
  }
  if (status?.phase === 'Failed') return sure(failedCause(pod));
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const causes = containers.flatMap((container) => containerCause(pod, container, events, lastLine) ?? []);
  return causes.find((cause) => !cause.passing) ?? causes[0] ?? nodeCause(pod, events);
}

/** All its containers are well, and only their node cannot say so any more. */
function nodeCause(pod: Pod, events: readonly WarningEvent[]): PodCause | undefined {
  const { nodeName } = pod.spec;
  if (nodeName === undefined || newestWarning(events, pod, ['NodeNotReady']) === undefined) return undefined;
  return sure({ id: 'node-not-ready', params: { node: nodeName, message: '' } });
}

function containerCause(
  pod: Pod,
  container: ContainerStatus,
  events: readonly WarningEvent[],
  lastLine: LastLine,
): PodCause | undefined {
  const name = pod.metadata.name;
  const { state, lastState } = container;
  if (container.ready || state?.terminated?.exitCode === 0) return endedCause(pod, container, lastLine);
  const waiting = state?.waiting;
  const why = waiting?.reason ?? '';
  if (imageStates.includes(why))
    return sure(imageCauseOf(pod, container, why, waiting?.message ?? '', events));
  if (why === 'CrashLoopBackOff' || (state?.terminated ?? lastState?.terminated) !== undefined) {
    return endedCause(pod, container, lastLine);
  }
  if (waiting !== undefined) {
    const usual = why === 'ContainerCreating' || why === 'PodInitializing';
    const event = usual
      ? newestWarning(events, pod, ['FailedMount', 'FailedAttachVolume', 'FailedCreatePodSandBox'])
      : undefined;
    const message = event?.message ?? waiting.message ?? '';
    return {
      reason: { id: 'pod-waiting', params: { pod: name, state: why, message } },
      passing: usual && message === '',
    };
  }
  const unhealthy = newestWarning(events, pod, ['Unhealthy']);
  if (unhealthy !== undefined) {
    return sure({ id: 'probe-failing', params: { pod: name, message: unhealthy.message ?? '' } });
  }
  return { reason: { id: 'pod-not-ready', params: { pod: name } }, passing: true };
}

/** A container that ended though it should go on. A restart that just begins is told as the crash before it. */
function endedCause(pod: Pod, container: ContainerStatus, lastLine: LastLine): PodCause | undefined {
  const ended = container.state?.terminated ?? container.lastState?.terminated;
  if (container.ready || ended === undefined) return undefined;
  // An init container has done its work when it ended well.
  if (ended.exitCode === 0 && pod.status?.initContainerStatuses?.includes(container)) return undefined;
  const name = pod.metadata.name;
  if (ended.reason === 'OOMKilled') return sure({ id: 'out-of-memory', params: { pod: name } });
  return sure({
    id: 'crash-loop',
    params: { pod: name, exit: ended.exitCode, line: lastLine(pod, container).slice(0, 200) },
  });
}

function failedCause(pod: Pod): Reason {
  const { status } = pod;
  const ended = status?.containerStatuses?.find((container) => container.state?.terminated !== undefined);
  const exit = ended?.state?.terminated;
  const message =
    status?.message ?? status?.reason ?? (exit && `${exit.reason ?? 'Error'}, exit code ${exit.exitCode}`);
  return { id: 'pod-failed', params: { pod: pod.metadata.name, message: message ?? '' } };
}

/**
 * While it backs off, the node says only that it does; what was wrong is in the event of the try before. Both are told
 * alike, so that the reason stands still while the node goes back and forth between them.
 */
function imageCauseOf(
  pod: Pod,
  container: ContainerStatus,
  state: string,
  message: string,
  events: readonly WarningEvent[],
): Reason {
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  const image = all.find((one) => one.name === container.name)?.image ?? container.image ?? '';
  const backingOff = state === 'ImagePullBackOff' || message === '';
  const told = backingOff
    ? newestWarning(
        events.filter((event) => event.message?.includes(image)),
        pod,
        ['Failed'],
      )?.message
    : message;
  return imageCause(pod.metadata.name, image, state, told ?? message);
}

function sure(reason: Reason): PodCause {
  return { reason, passing: false };
}
