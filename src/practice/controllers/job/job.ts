import type { Job, JobStatus, Pod } from '../../objects.ts';
import { equalJson } from '../../store/json.ts';
import { timestamp } from '../../store/store.ts';
import { ownPods } from '../adoption.ts';
import { dropFinalizer } from '../claims/finalizers.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { controllerOf, fromKey, itself, keyOf, owner } from '../keys.ts';
import { isReady } from '../pods.ts';
import { createCrew } from './crew.ts';
import { formatIndexes, parseIndexes } from './indexes.ts';
import { announced, concluded, done, failure, isFinished, type Outcome, tooManyFailures } from './outcome.ts';
import { suspension } from './suspension.ts';
import { discard, hasEnded, isTracked, tally, trackingFinalizer } from './tracking.ts';

export const jobController: ControllerDefinition = { name: 'job-controller', create };

const kind = 'batch/Job';
/** Before the keys of pods whose job is gone. */
const orphan = 'orphan ';

function create(context: ControllerContext): Controller {
  const { store, clock } = context;
  const crew = createCrew(context);

  function sync(key: string): void {
    if (key.startsWith(orphan)) {
      releaseOrphan(key.slice(orphan.length));
      return;
    }
    const { namespace, name } = fromKey(key);
    const job = store.get<Job>(kind, namespace, name);
    if (!job) return;
    if (isFinished(job) || job.metadata.deletionTimestamp) {
      count(job, true);
      return;
    }
    work(key, begin(job));
  }

  /** With its start time, and the conditions and events of being suspended and taken up again. */
  function begin(job: Job): Job {
    const now = timestamp(clock.now());
    const change = suspension(job, now);
    if (change.event) context.event({ object: job, type: 'Normal', ...change.event });
    return write(job, change.status);
  }

  function work(key: string, job: Job): void {
    const { result, status } = count(job, false);
    const counted = write(job, status);
    const active = activePods(counted);
    const fatal = result.fatal === undefined ? undefined : tooManyFailures(result.fatal);
    const outcome =
      announced(counted) ??
      fatal ??
      failure(counted, status.failed ?? 0, active, clock) ??
      success(counted, active);
    if (outcome) conclude(counted, outcome);
    else if (counted.spec.suspend) for (const pod of active) dismiss(counted, pod);
    else crew.fill(counted, ownPods(store, counted), parseIndexes(status.completedIndexes), key);
    const latest = store.get<Job>(kind, job.metadata.namespace, job.metadata.name);
    if (latest) write(latest, numbers(latest));
  }

  /** Enough pods have succeeded; without a wanted number, one and no other is at it. */
  function success({ spec, status }: Job, active: readonly Pod[]): Outcome | undefined {
    const succeeded = status?.succeeded ?? 0;
    const enough =
      spec.completions === undefined ? succeeded > 0 && active.length === 0 : succeeded >= spec.completions;
    return enough ? done : undefined;
  }

  /** Ends what still runs; the job is over when that is. */
  function conclude(job: Job, outcome: Outcome): void {
    for (const pod of activePods(job)) {
      if (outcome.type === 'Complete') dismiss(job, pod);
      else crew.remove(job, pod);
    }
    const { status } = count(job, true);
    const isFinal = ownPods(store, job).every(hasEnded);
    const now = clock.now();
    const conditions = concluded({ ...job, status }, outcome, isFinal, now);
    const end = isFinal && outcome.type === 'Complete' ? { completionTime: timestamp(now) } : {};
    write(job, { ...status, conditions, ...end });
    if (!isFinal) return;
    const isGood = outcome.type === 'Complete';
    const event = isGood ? { reason: 'Completed', message: 'Job completed' } : outcome;
    context.event({
      object: job,
      type: isGood ? 'Normal' : 'Warning',
      reason: event.reason,
      message: event.message,
    });
  }

  /** Lets a pod go that is not needed, without counting it. */
  function dismiss(job: Job, pod: Pod): void {
    discard(store, pod, clock.now());
    crew.tellRemoved(job, pod);
  }

  function count(job: Job, isOver: boolean) {
    const before = job.status ?? {};
    const pods = ownPods(store, job);
    const result = tally(store, job, pods, parseIndexes(before.completedIndexes), isOver);
    const isIndexed = job.spec.completionMode === 'Indexed';
    const succeeded = isIndexed ? result.indexes.size : (before.succeeded ?? 0) + result.succeeded;
    const failed = (before.failed ?? 0) + result.failed;
    const status: JobStatus = {
      ...numbers(job),
      ...(succeeded > 0 ? { succeeded } : {}),
      ...(failed > 0 ? { failed } : {}),
      ...(isIndexed && result.indexes.size > 0 ? { completedIndexes: formatIndexes(result.indexes) } : {}),
    };
    if (isOver) write(job, status);
    return { result, status };
  }

  /** The status with the pods of this moment. */
  function numbers(job: Job): JobStatus {
    const { active: _, ...rest } = job.status ?? {};
    const pods = ownPods(store, job);
    const active = pods.filter(isActive);
    return {
      ...rest,
      ...(active.length > 0 ? { active: active.length } : {}),
      ready: active.filter(isReady).length,
      terminating: pods.filter((pod) => pod.metadata.deletionTimestamp && !hasEnded(pod)).length,
      uncountedTerminatedPods: {},
    };
  }

  function activePods(job: Job): Pod[] {
    return ownPods(store, job).filter(isActive);
  }

  function write(job: Job, status: JobStatus): Job {
    if (equalJson(job.status, status)) return job;
    const { namespace, name } = job.metadata;
    const written = store.mutate<Job>(kind, namespace, name, (draft) => {
      draft.status = status;
    });
    return written ?? job;
  }

  function releaseOrphan(key: string): void {
    const { namespace, name } = fromKey(key);
    const pod = store.get<Pod>('Pod', namespace, name);
    if (!pod || !isTracked(pod)) return;
    const reference = controllerOf(pod);
    const job = reference && store.get<Job>(kind, namespace, reference.name);
    if (job?.metadata.uid !== reference?.uid || !reference) dropFinalizer(store, pod, trackingFinalizer);
  }

  const ofJob = owner(kind);
  return {
    watches: {
      [kind]: itself,
      Pod: (change) => {
        const pod = change.object as Pod;
        const isLoose = isTracked(pod) && (pod.metadata.deletionTimestamp || !controllerOf(pod));
        return [...ofJob(change), ...(isLoose ? [`${orphan}${keyOf(pod)}`] : [])];
      },
    },
    sync,
  };
}

function isActive(pod: Pod): boolean {
  return !hasEnded(pod) && !pod.metadata.deletionTimestamp;
}
