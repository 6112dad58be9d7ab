import type { Condition, ContainerStatus, Pod, PodSpec, PodStatus } from '../../objects.ts';
import { isSidecar } from './sidecar.ts';

/** What a pod's containers say together. */
export interface Observed {
  pod: Pod;
  init: ContainerStatus[];
  containers: ContainerStatus[];
  /** Undefined until the pod has a network. */
  ip: string | undefined;
  hostIp: string;
  startTime: string;
  now: string;
}

/** The status that the kubelet writes. Pure. */
export function podStatus(observed: Observed): PodStatus {
  const { pod, init, containers, ip, hostIp, startTime } = observed;
  const before = pod.status ?? {};
  const phase = podPhase(pod, init, containers);
  return {
    ...before,
    phase,
    conditions: conditions(observed, phase),
    hostIP: hostIp,
    hostIPs: [{ ip: hostIp }],
    ...(ip === undefined ? {} : { podIP: ip, podIPs: [{ ip }] }),
    startTime: before.startTime ?? startTime,
    ...(init.length > 0 ? { initContainerStatuses: withReadiness(pod.spec, init) } : {}),
    // Init containers stay in the order in which they run.
    containerStatuses: containers.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  };
}

export function podPhase(
  { spec }: Pod,
  init: readonly ContainerStatus[],
  containers: readonly ContainerStatus[],
): NonNullable<PodStatus['phase']> {
  const policy = spec.restartPolicy ?? 'Always';
  const [sidecars, plain] = divided(spec, init);
  const failedInit = plain.some(({ state }) => state?.terminated && state.terminated.exitCode !== 0);
  if (failedInit && policy === 'Never') return 'Failed';
  const hasBegun = containers.some(
    ({ state, lastState }) => state?.running ?? state?.terminated ?? lastState?.terminated,
  );
  if (!plain.every(isDone) || !(hasBegun || sidecars.every(isStarted))) return 'Pending';
  if (containers.some(({ state, lastState }) => state?.waiting && !lastState?.terminated)) return 'Pending';
  if (containers.some(({ state }) => state?.running) || policy === 'Always') return 'Running';
  const ended = containers.map(({ state, lastState }) => state?.terminated ?? lastState?.terminated);
  if (ended.every((one) => one?.exitCode === 0)) return 'Succeeded';
  return policy === 'Never' ? 'Failed' : 'Running';
}

function isDone({ state }: ContainerStatus): boolean {
  return state?.terminated?.exitCode === 0;
}

function isStarted({ started }: ContainerStatus): boolean {
  return started === true;
}

/** Those that end count as ready once they have got through. */
function withReadiness(spec: PodSpec, init: readonly ContainerStatus[]): ContainerStatus[] {
  const [sidecars] = divided(spec, init);
  return init.map((status) => (sidecars.includes(status) ? status : { ...status, ready: isDone(status) }));
}

/** Init containers that go on beside the others, and those that end before. */
function divided(
  { initContainers = [] }: PodSpec,
  init: readonly ContainerStatus[],
): [ContainerStatus[], ContainerStatus[]] {
  const names = new Set(initContainers.filter(isSidecar).map(({ name }) => name));
  return [init.filter(({ name }) => names.has(name)), init.filter(({ name }) => !names.has(name))];
}

function conditions({ pod, init, containers, ip, now }: Observed, phase: string): Condition[] {
  const before = pod.status?.conditions ?? [];
  const [sidecars] = divided(pod.spec, init);
  const isInitialized = (status: ContainerStatus) =>
    sidecars.includes(status) ? isStarted(status) || phase !== 'Pending' : isDone(status);
  const waitingInit = init.filter((status) => !isInitialized(status)).map(({ name }) => name);
  const unready = [...sidecars, ...containers].filter(({ ready }) => !ready).map(({ name }) => name);
  const incomplete = {
    reason: 'ContainersNotInitialized',
    message: `containers with incomplete status: [${waitingInit.join(' ')}]`,
  };
  const notReady =
    phase === 'Succeeded'
      ? { reason: 'PodCompleted' }
      : phase === 'Failed'
        ? { reason: 'PodFailed' }
        : { reason: 'ContainersNotReady', message: `containers with unready status: [${unready.join(' ')}]` };
  const wanted: [type: string, isTrue: boolean, why: { reason?: string; message?: string }][] = [
    ['PodReadyToStartContainers', ip !== undefined && phase !== 'Succeeded' && phase !== 'Failed', {}],
    [
      'Initialized',
      waitingInit.length === 0,
      phase === 'Succeeded' ? { reason: 'PodCompleted' } : incomplete,
    ],
    ['Ready', unready.length === 0, notReady],
    ['ContainersReady', unready.length === 0, notReady],
    ['PodScheduled', true, {}],
  ];
  const own = wanted.map(([type, isTrue, why]): Condition => {
    const status = isTrue ? 'True' : 'False';
    const earlier = before.find((one) => one.type === type && one.status === status);
    const because = isTrue && !(type === 'Initialized' && phase === 'Succeeded') ? {} : why;
    return {
      type,
      status,
      ...because,
      lastProbeTime: null,
      lastTransitionTime: earlier?.lastTransitionTime ?? now,
    };
  });
  const known = new Set(own.map(({ type }) => type));
  return [...own, ...before.filter(({ type }) => !known.has(type))];
}
