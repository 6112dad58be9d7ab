import type { Container, ContainerState, ContainerStatus, Pod } from '../../objects.ts';
import { age, ageColumn, type Column, nameColumn, none } from './column.ts';

const columns: Column<Pod>[] = [
  nameColumn,
  { name: 'Ready', cell: ready },
  { name: 'Status', cell: (pod) => podStatus(pod) },
  { name: 'Restarts', cell: restarts },
  ageColumn,
  { name: 'IP', wide: true, cell: (pod) => pod.status?.podIP || none },
  { name: 'Node', wide: true, cell: (pod) => pod.spec.nodeName || none },
  { name: 'Nominated Node', wide: true, cell: (pod) => pod.status?.nominatedNodeName || none },
  { name: 'Readiness Gates', wide: true, cell: () => none },
];

export const podColumns = { pods: columns as Column[] };

/** Init containers that keep running beside the others. */
function isSidecar(pod: Pod, status: ContainerStatus): boolean {
  return sidecars(pod).some((container) => container.name === status.name);
}

function sidecars(pod: Pod): Container[] {
  return (pod.spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always');
}

function ready(pod: Pod): string {
  const running = [
    ...(pod.status?.initContainerStatuses ?? []).filter((status) => isSidecar(pod, status)),
    ...(pod.status?.containerStatuses ?? []),
  ];
  const good = running.filter((status) => status.ready && status.state?.running).length;
  return `${good}/${pod.spec.containers.length + sidecars(pod).length}`;
}

/** The STATUS of `kubectl get pods`: what is most telling of the pod's state. */
export function podStatus(pod: Pod): string {
  const { status, metadata } = pod;
  let reason: string = status?.reason || status?.phase || 'Unknown';
  if (status?.conditions?.some((one) => one.type === 'PodScheduled' && one.reason === 'SchedulingGated')) {
    reason = 'SchedulingGated';
  }
  const initializing = initReason(pod);
  if (initializing !== undefined) reason = initializing;
  if (initializing === undefined || isInitialized(pod)) reason = mainReason(pod, reason);
  if (!metadata.deletionTimestamp) return reason;
  if (status?.reason === 'NodeLost') return 'Unknown';
  return status?.phase === 'Succeeded' || status?.phase === 'Failed' ? reason : 'Terminating';
}

function initReason(pod: Pod): string | undefined {
  const containers = pod.spec.initContainers ?? [];
  for (const [index, status] of (pod.status?.initContainerStatuses ?? []).entries()) {
    const { state } = status;
    if (state?.terminated?.exitCode === 0) continue;
    if (isSidecar(pod, status) && status.started) continue;
    if (state?.terminated) return `Init:${terminatedReason(state.terminated)}`;
    if (state?.waiting?.reason && state.waiting.reason !== 'PodInitializing')
      return `Init:${state.waiting.reason}`;
    return `Init:${index}/${containers.length}`;
  }
  return undefined;
}

function isInitialized(pod: Pod): boolean {
  return pod.status?.conditions?.some((one) => one.type === 'Initialized' && one.status === 'True') ?? false;
}

function mainReason(pod: Pod, otherwise: string): string {
  let reason = otherwise;
  let running = false;
  // The first container's reason wins, as the real server goes through them from the last to the first.
  for (const status of (pod.status?.containerStatuses ?? []).toReversed()) {
    const { state } = status;
    if (state?.waiting?.reason) reason = state.waiting.reason;
    else if (state?.terminated) reason = terminatedReason(state.terminated);
    else if (status.ready && state?.running) running = true;
  }
  if (reason !== 'Completed' || !running) return reason;
  const isReady = pod.status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True');
  return isReady ? 'Running' : 'NotReady';
}

function terminatedReason(terminated: NonNullable<ContainerState['terminated']>): string {
  if (terminated.reason) return terminated.reason;
  return terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
}

function restarts(pod: Pod, now: number): string {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const main = pod.status?.containerStatuses ?? [];
  const counted =
    initReason(pod) === undefined ? [...main, ...statuses.filter((one) => isSidecar(pod, one))] : statuses;
  const count = counted.reduce((sum, status) => sum + status.restartCount, 0);
  const last = counted
    .map((status) => status.lastState?.terminated?.finishedAt)
    .filter((time) => typeof time === 'string')
    .sort()
    .at(-1);
  return count > 0 && last ? `${count} (${age(last, now)} ago)` : String(count);
}
