import type { CronJob, Job } from '../../objects.ts';
import { holds } from '../job/outcome.ts';

/** The jobs that are over and more than the cron job keeps, oldest first. */
export function surplus({ spec }: CronJob, jobs: readonly Job[]): Job[] {
  const oldest = jobs.toSorted((left, right) =>
    (left.status?.startTime ?? '').localeCompare(right.status?.startTime ?? ''),
  );
  const beyond = (type: string, limit: number) => {
    const ended = oldest.filter((job) => holds(job, type));
    return ended.slice(0, Math.max(0, ended.length - limit));
  };
  return [
    ...beyond('Complete', spec.successfulJobsHistoryLimit ?? 3),
    ...beyond('Failed', spec.failedJobsHistoryLimit ?? 1),
  ];
}
