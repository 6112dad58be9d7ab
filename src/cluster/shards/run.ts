import { InterruptedError } from '../../base/errors.ts';
import { getJson, sendJson } from '../api/http.ts';
import { followShards, type ShardEnd } from './follow.ts';
import { configMaps, indexedJob, plainJobs, type ShardedWork } from './manifests.ts';
import type { Place } from './place.ts';

/** What is told while shards run. */
export interface ShardTalk {
  say(line: string): void;
  /** A shard is over; in the order in which they end. */
  ended(end: ShardEnd): void;
}

/**
 * Runs a pod for each shard: as one Indexed Job where the API server has them, else as a Job each. Resolves when all
 * are over. @throws InterruptedError, NotReadyError when pods cannot start
 */
export async function runShards(
  place: Place,
  work: ShardedWork,
  talk: ShardTalk,
  signal: AbortSignal,
): Promise<void> {
  try {
    await create(place, work, talk, signal);
    await followShards(place, work.shards, talk, signal);
  } catch (error) {
    throw signal.aborted ? new InterruptedError('Interrupted.') : error;
  }
}

async function create(
  { connection, namespace }: Place,
  work: ShardedWork,
  talk: ShardTalk,
  signal: AbortSignal,
): Promise<void> {
  const post = <T>(resource: string, body: object) => {
    const path = resource.replace('/*/', `/namespaces/${namespace}/`);
    return sendJson<T>(connection, path, { method: 'POST', body }, signal);
  };
  const jobs = '/apis/batch/v1/*/jobs';
  for (const body of configMaps(work)) await post('/api/v1/*/configmaps', body);
  // A server drops what it does not know: what is left of a Job says whether it has indexes.
  const tried = await post<{ spec: { completionMode?: string } }>(`${jobs}?dryRun=All`, indexedJob(work));
  if (tried.spec.completionMode === 'Indexed') {
    await post(jobs, indexedJob(work));
    return;
  }
  const { gitVersion } = await getJson<{ gitVersion: string }>(connection, '/version', signal);
  talk.say(`Kubernetes ${gitVersion} has no Indexed Jobs: each shard is a Job of its own.`);
  for (const body of plainJobs(work)) await post(jobs, body);
}
