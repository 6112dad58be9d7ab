import type { Clock } from '../../../base/clock.ts';
import type { Condition, Job, Pod } from '../../objects.ts';
import { timestamp } from '../../store/store.ts';
import { remaining } from '../elapsed.ts';

export interface Outcome {
  type: 'Complete' | 'Failed';
  reason: string;
  message: string;
}

/** What comes before the end: pods that still run have to be over first. */
const announcements = { Complete: 'SuccessCriteriaMet', Failed: 'FailureTarget' } as const;

export const done: Outcome = {
  type: 'Complete',
  reason: 'CompletionsReached',
  message: 'Reached expected number of succeeded pods',
};

const exceeded: Outcome = {
  type: 'Failed',
  reason: 'BackoffLimitExceeded',
  message: 'Job has reached the specified backoff limit',
};

const late: Outcome = {
  type: 'Failed',
  reason: 'DeadlineExceeded',
  message: 'Job was active longer than specified deadline',
};

export function holds({ status }: Job, type: string): boolean {
  return status?.conditions?.some((one) => one.type === type && one.status === 'True') ?? false;
}

export function isFinished(job: Job): boolean {
  return holds(job, 'Complete') || holds(job, 'Failed');
}

/** How the job ends, decided at an earlier time. */
export function announced({ status }: Job): Outcome | undefined {
  for (const type of ['Failed', 'Complete'] as const) {
    const found = status?.conditions?.find(
      (one) => one.type === announcements[type] && one.status === 'True',
    );
    if (found) return { type, reason: found.reason ?? '', message: found.message ?? '' };
  }
  return undefined;
}

/** Why the job cannot go on, if it cannot. */
export function failure(
  { spec, status }: Job,
  failed: number,
  active: readonly Pod[],
  clock: Clock,
): Outcome | undefined {
  const limit = spec.backoffLimit ?? 6;
  if (failed > limit) return exceeded;
  if (spec.template.spec.restartPolicy === 'OnFailure') {
    const restarts = active.reduce((sum, pod) => sum + restartsOf(pod), 0);
    if (limit === 0 ? restarts > 0 : restarts >= limit) return exceeded;
  }
  const { activeDeadlineSeconds } = spec;
  if (activeDeadlineSeconds === undefined || !status?.startTime || spec.suspend) return undefined;
  return remaining(clock, status.startTime, activeDeadlineSeconds * 1000) === 0 ? late : undefined;
}

function restartsOf({ status }: Pod): number {
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return all.reduce((sum, { restartCount }) => sum + restartCount, 0);
}

/** The conditions with the outcome's among them: announced, or final. */
export function concluded(
  job: Job,
  { type, reason, message }: Outcome,
  isFinal: boolean,
  now: number,
): Condition[] {
  const types = isFinal ? [announcements[type], type] : [announcements[type]];
  const time = timestamp(now);
  const known = job.status?.conditions ?? [];
  const added = types
    .filter((one) => !known.some((condition) => condition.type === one))
    .map(
      (one): Condition => ({
        type: one,
        status: 'True',
        lastProbeTime: time,
        lastTransitionTime: time,
        reason,
        message,
      }),
    );
  return [...known, ...added];
}

export const tooManyFailures = (message: string): Outcome => ({
  type: 'Failed',
  reason: 'PodFailurePolicy',
  message,
});
