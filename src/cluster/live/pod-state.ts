import { type ContainerStatus, conditionOf, isReady, type Pod } from '../diagnosis/objects.ts';

/** How a thing of the cluster is: well, on its way to be, broken, on its way out, or with nothing to do. */
export type Health = 'good' | 'coming' | 'bad' | 'going' | 'idle';

export interface PodState {
  /** As `kubectl get pods` says it. */
  readonly word: string;
  readonly health: Health;
  /** It runs, and is not ready to answer. */
  readonly unready: boolean;
  readonly restarts: number;
}

const broken = /BackOff|Err|Invalid|OOMKilled|Fail|Evicted|Unknown|ExitCode|Signal|Deadline|NotReady/;

export function podState(pod: Pod): PodState {
  const word = wordOf(pod);
  const statuses = pod.status?.containerStatuses ?? [];
  const restarts = statuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
  const unready = word === 'Running' && !isReady(pod);
  return { word, health: healthOf(pod, word, unready), unready, restarts };
}

function healthOf(pod: Pod, word: string, unready: boolean): Health {
  if (word === 'Terminating') return 'going';
  if (broken.test(word)) return 'bad';
  if (word === 'Completed' || word === 'Succeeded') return 'idle';
  if (word === 'Running') return unready ? 'coming' : 'good';
  const scheduled = conditionOf(pod.status?.conditions, 'PodScheduled');
  return scheduled?.status === 'False' && scheduled.reason === 'Unschedulable' ? 'bad' : 'coming';
}

function wordOf({ metadata, spec, status }: Pod): string {
  const phase = status?.reason ?? status?.phase ?? 'Pending';
  const ended = status?.phase === 'Succeeded' || status?.phase === 'Failed';
  if (metadata.deletionTimestamp !== undefined && !ended) return 'Terminating';
  const initial = status?.initContainerStatuses ?? [];
  const open = initial.findIndex((one) => one.state?.terminated?.exitCode !== 0 && !isSidecarUp(one));
  if (open !== -1 && !ended && status?.phase === 'Pending') {
    const why = trouble(initial[open]);
    const usual = why === undefined || why === 'PodInitializing';
    return `Init:${usual ? `${open}/${spec.initContainers?.length ?? initial.length}` : why}`;
  }
  const all = status?.containerStatuses ?? [];
  const first = all.map(trouble).find((why) => why !== undefined);
  // Of several containers, one that has done its work is no news while another goes on.
  if (first === 'Completed' && all.some(({ state }) => state?.running !== undefined)) return phase;
  return first ?? phase;
}

function isSidecarUp({ state, ready }: ContainerStatus): boolean {
  return state?.running !== undefined && ready;
}

/** Why a container does not run, in Kubernetes' word for it. */
function trouble(status: ContainerStatus | undefined): string | undefined {
  const { waiting, terminated } = status?.state ?? {};
  if (waiting?.reason !== undefined) return waiting.reason;
  return terminated && (terminated.reason ?? `ExitCode:${terminated.exitCode}`);
}
