import type { Job } from '../../objects.ts';
import { deleteObject } from '../../store/deletion.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { remaining } from '../elapsed.ts';
import { fromKey, itself } from '../keys.ts';

/** Removes jobs that are over, a while after, where they say so. */
export const timeToLiveController: ControllerDefinition = { name: 'ttl-after-finished-controller', create };

function create({ store, clock, again }: ControllerContext): Controller {
  function sync(key: string): void {
    const { namespace, name } = fromKey(key);
    const job = store.get<Job>('batch/Job', namespace, name);
    const seconds = job?.spec.ttlSecondsAfterFinished;
    if (!job || seconds === undefined || job.metadata.deletionTimestamp) return;
    const end = job.status?.conditions?.find(
      ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
    );
    if (!end) return;
    const left = remaining(clock, end.lastTransitionTime ?? '', seconds * 1000);
    if (left > 0) again(key, left);
    else deleteObject(store, job, clock.now(), { propagationPolicy: 'Foreground' });
  }

  return { watches: { 'batch/Job': itself }, sync };
}
