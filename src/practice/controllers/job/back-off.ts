import type { Clock } from '../../../base/clock.ts';
import type { Pod } from '../../objects.ts';
import { remaining } from '../elapsed.ts';

/** Milliseconds that a job waits after its first failure, doubled for each further one up to the longest. */
const first = 10_000;
const longest = 600_000;

/** Milliseconds until a job may try again, by how its pods have ended since the last one that succeeded. */
export function retryIn(clock: Clock, pods: readonly Pod[]): number {
  const succeeded = pods.filter(({ status }) => status?.phase === 'Succeeded').map(endOf);
  const lastSuccess = succeeded.sort().at(-1) ?? '';
  const failed = pods
    .filter(({ status }) => status?.phase === 'Failed')
    .map(endOf)
    .filter((end) => end > lastSuccess)
    .sort();
  const last = failed.at(-1);
  if (last === undefined) return 0;
  return remaining(clock, last, Math.min(longest, first * 2 ** (failed.length - 1)));
}

/** When the last container of a pod ended. */
function endOf({ status, metadata }: Pod): string {
  const ends = (status?.containerStatuses ?? []).flatMap(({ state }) => state?.terminated?.finishedAt ?? []);
  return ends.sort().at(-1) ?? metadata.creationTimestamp;
}
