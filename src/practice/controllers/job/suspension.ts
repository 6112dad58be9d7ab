import type { Condition, Job, JobStatus } from '../../objects.ts';

const type = 'Suspended';

/** The status of a job that is to begin, to wait, or to go on; a job that goes on has its time from now. */
export function suspension(
  { spec, status = {} }: Job,
  now: string,
): { status: JobStatus; event?: { reason: string; message: string } } {
  const { conditions = [] } = status;
  const before = conditions.find((one) => one.type === type)?.status;
  const times = { lastProbeTime: now, lastTransitionTime: now };
  const others = conditions.filter((one) => one.type !== type);
  if (spec.suspend) {
    if (before === 'True') return { status };
    const message = 'Job suspended';
    const condition: Condition = { type, status: 'True', ...times, reason: 'JobSuspended', message };
    const { startTime: _, ...rest } = status;
    return { status: { ...rest, conditions: [...others, condition] }, event: { reason: type, message } };
  }
  if (before === 'True') {
    const message = 'Job resumed';
    const condition: Condition = { type, status: 'False', ...times, reason: 'JobResumed', message };
    const resumed = { ...status, startTime: now, conditions: [...others, condition] };
    return { status: resumed, event: { reason: 'Resumed', message } };
  }
  return { status: { ...status, startTime: status.startTime ?? now } };
}
