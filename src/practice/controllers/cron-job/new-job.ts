import { randomUUID } from 'node:crypto';
import { applyDefaults } from '../../api/defaults/defaults.ts';
import { selectOwnPods } from '../../api/defaults/job-selector.ts';
import type { CronJob, Job } from '../../objects.ts';
import { copyJson } from '../../store/json.ts';
import { timestamp } from '../../store/store.ts';
import { ownerReference } from '../pods.ts';

/** The job of one time of a cron job, not stored yet. */
export function newJob(cron: CronJob, time: number): Job {
  const { namespace, name } = cron.metadata;
  const { metadata: template = {}, spec } = copyJson(cron.spec.jobTemplate);
  const job: Job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      // One for each minute: whoever starts it twice finds it there.
      name: `${name}-${Math.floor(time / 60_000)}`,
      ...(namespace === undefined ? {} : { namespace }),
      uid: randomUUID(),
      resourceVersion: '',
      creationTimestamp: '',
      ...(template.labels ? { labels: template.labels } : {}),
      annotations: {
        ...template.annotations,
        'batch.kubernetes.io/cronjob-scheduled-timestamp': timestamp(time),
      },
      ownerReferences: [ownerReference(cron)],
    },
    spec,
  };
  applyDefaults(job);
  selectOwnPods(job);
  return job;
}
