import { admitQuota } from '../../api/admission/quota.ts';
import { parseSchedule, type Schedule } from '../../api/schedule.ts';
import type { CronJob, Job, ObjectReference } from '../../objects.ts';
import { deleteObject } from '../../store/deletion.ts';
import { timestamp } from '../../store/store.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { holds, isFinished } from '../job/outcome.ts';
import { controllerOf, fromKey, itself, owner } from '../keys.ts';
import { surplus } from './history.ts';
import { newJob } from './new-job.ts';
import { createCalendar, whatIsDue } from './timing.ts';

/** Makes jobs at set times. */
export const cronJobController: ControllerDefinition = { name: 'cronjob-controller', create };

const kind = 'batch/CronJob';

function create(context: ControllerContext): Controller {
  const { store, clock } = context;
  const calendar = createCalendar(clock);
  /** The last start of each, by its uid; the status knows it to a second of wall time only. */
  const started = new Map<string, number>();

  function sync(key: string): void {
    const { namespace, name } = fromKey(key);
    const cron = store.get<CronJob>(kind, namespace, name);
    if (!cron || cron.metadata.deletionTimestamp) return;
    followUp(cron);
    for (const job of surplus(cron, jobsOf(cron))) removeJob(cron, job);
    const current = store.get<CronJob>(kind, namespace, name);
    if (!current || current.spec.suspend) return;
    const schedule = scheduleOf(current);
    if (!schedule) return;
    startDue(current, schedule);
    const now = calendar.now();
    const next = schedule.next(now);
    if (next !== undefined) context.again(key, next - now);
  }

  function scheduleOf(cron: CronJob): Schedule | undefined {
    const { schedule, timeZone } = cron.spec;
    try {
      return parseSchedule(schedule, timeZone);
    } catch (error) {
      const message = `unparseable schedule: "${schedule}" : ${(error as Error).message}`;
      context.event({ object: cron, type: 'Warning', reason: 'UnparseableSchedule', message });
      return undefined;
    }
  }

  function startDue(cron: CronJob, schedule: Schedule): void {
    const { metadata, status, spec } = cron;
    const last =
      started.get(metadata.uid) ?? calendar.at(status?.lastScheduleTime ?? metadata.creationTimestamp);
    const { time, isTooMany } = whatIsDue(cron, schedule, last, calendar.now());
    if (isTooMany) {
      const message =
        'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';
      context.event({ object: cron, type: 'Warning', reason: 'TooManyMissedTimes', message });
    }
    if (time === undefined) return;
    const active = (status?.active ?? []).length;
    if (spec.concurrencyPolicy === 'Forbid' && active > 0) {
      const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
      context.event({ object: cron, type: 'Normal', reason: 'JobAlreadyActive', message });
      return;
    }
    if (spec.concurrencyPolicy === 'Replace')
      for (const job of jobsOf(cron).filter((one) => !isFinished(one))) removeJob(cron, job);
    start(cron, time);
  }

  function start(cron: CronJob, time: number): void {
    const job = newJob(cron, time);
    const { namespace, name } = job.metadata;
    started.set(cron.metadata.uid, time);
    if (store.get('batch/Job', namespace, name)) return;
    const created = createJob(cron, job);
    const { uid, resourceVersion } = created.metadata;
    const place = namespace === undefined ? {} : { namespace };
    const reference: ObjectReference = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      name,
      ...place,
      uid,
      resourceVersion,
    };
    write(cron, (status) => {
      status.active = [...(status.active ?? []), reference];
      status.lastScheduleTime = timestamp(Math.min(time, clock.now()));
    });
  }

  /** @throws ApiError 403 */
  function createJob(cron: CronJob, job: Job): Job {
    const tell = (type: 'Normal' | 'Warning', reason: string, message: string) =>
      context.event({ object: cron, type, reason, message });
    try {
      admitQuota(store, job, undefined);
    } catch (error) {
      tell('Warning', 'FailedCreate', `Error creating job: ${(error as Error).message}`);
      throw error;
    }
    const created = store.create(job);
    tell('Normal', 'SuccessfulCreate', `Created job ${job.metadata.name}`);
    return created;
  }

  /** Takes note of jobs that are over, or gone. */
  function followUp(cron: CronJob): void {
    const jobs = new Map(jobsOf(cron).map((job) => [job.metadata.uid, job]));
    const left: ObjectReference[] = [];
    let lastSuccess = cron.status?.lastSuccessfulTime;
    for (const reference of cron.status?.active ?? []) {
      const job = jobs.get(reference.uid ?? '');
      if (!job) {
        const message = `Active job went missing: ${reference.name}`;
        context.event({ object: cron, type: 'Normal', reason: 'MissingJob', message });
      } else if (isFinished(job)) {
        const how = holds(job, 'Complete') ? 'Complete' : 'Failed';
        const message = `Saw completed job: ${job.metadata.name}, condition: ${how}`;
        context.event({ object: cron, type: 'Normal', reason: 'SawCompletedJob', message });
        const end = job.status?.completionTime;
        if (end !== undefined && end > (lastSuccess ?? '')) lastSuccess = end;
      } else left.push(reference);
    }
    const known = new Set(left.map(({ uid }) => uid));
    for (const job of jobs.values()) {
      if (isFinished(job) || known.has(job.metadata.uid)) continue;
      const message = `Saw a job that the controller did not create or forgot: ${job.metadata.name}`;
      context.event({ object: cron, type: 'Warning', reason: 'UnexpectedJob', message });
    }
    write(cron, (status) => {
      if (left.length > 0) status.active = left;
      else delete status.active;
      if (lastSuccess !== undefined) status.lastSuccessfulTime = lastSuccess;
    });
  }

  function removeJob(cron: CronJob, job: Job): void {
    deleteObject(store, job, clock.now());
    const message = `Deleted job ${job.metadata.name}`;
    context.event({ object: cron, type: 'Normal', reason: 'SuccessfulDelete', message });
    write(cron, (status) => {
      const active = (status.active ?? []).filter(({ uid }) => uid !== job.metadata.uid);
      if (active.length > 0) status.active = active;
      else delete status.active;
    });
  }

  function jobsOf({ metadata: { uid } }: CronJob): Job[] {
    const owned = store.owned(uid) as Job[];
    return owned.filter((job) => job.kind === 'Job' && controllerOf(job)?.uid === uid);
  }

  function write({ metadata }: CronJob, change: (status: NonNullable<CronJob['status']>) => void): void {
    store.mutate<CronJob>(kind, metadata.namespace, metadata.name, (draft) => {
      draft.status ??= {};
      change(draft.status);
    });
  }

  return {
    watches: {
      [kind]: (change) => {
        if (change.type === 'DELETED') started.delete(change.object.metadata.uid);
        return itself(change);
      },
      'batch/Job': owner(kind),
    },
    sync,
  };
}
