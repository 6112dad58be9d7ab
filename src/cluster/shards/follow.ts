import { InterruptedError, NotReadyError } from '../../base/errors.ts';
import { getText } from '../api/http.ts';
import { openSession } from '../api/session.ts';
import { watchObjects } from '../api/watch.ts';
import { shardLabel } from './manifests.ts';
import type { Place } from './place.ts';
import { indexOf, type ShardPod, stateOf } from './pod.ts';
import type { ShardTalk } from './run.ts';

/** How a shard's pod ended. */
export interface ShardEnd {
  /** From 0. */
  readonly index: number;
  /** All that it wrote. */
  readonly log: string;
  /** Why it has not come to its end; undefined where it has. */
  readonly trouble: string | undefined;
}

const selector = Object.entries(shardLabel)
  .map(([key, value]) => `${key}=${value}`)
  .join(',');

/** Resolves once a pod of each shard is over. @throws InterruptedError, NotReadyError when one cannot start */
export function followShards(
  { kubeconfig, namespace, connection }: Place,
  shards: number,
  { say, ended }: ShardTalk,
  signal: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  /** The pod of each shard, and those that are over. */
  const pods = new Map<number, string>();
  const gone = new Set<number>();
  let toCome = shards;
  const told = new Set<string>();
  const tell = (line: string) => {
    if (!told.has(line)) say(line);
    told.add(line);
  };

  const following = new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new InterruptedError('Interrupted.')), { once: true });

    const end = async (index: number, trouble: string | undefined) => {
      if (gone.has(index)) return;
      gone.add(index);
      const path = `/api/v1/namespaces/${namespace}/pods/${pods.get(index)}/log`;
      const log = await getText(connection, path, until).catch((error: Error) => `${error.message}\n`);
      if (until.aborted) return;
      ended({ index, log, trouble });
      toCome -= 1;
      if (toCome === 0) resolve();
    };

    const look = (present: readonly ShardPod[]) => {
      for (const pod of present) {
        const index = indexOf(pod);
        // A Job makes another pod in place of one that was lost: its shard is told of as lost.
        if (gone.has(index)) continue;
        pods.set(index, pod.metadata.name);
        const name = `shard ${index + 1}/${shards}`;
        const state = stateOf(pod);
        if (state.is === 'stuck') reject(new NotReadyError(`${name} cannot start: ${state.why}`, state.next));
        else if (state.is === 'waiting') tell(`${name} waits: ${state.why}`);
        else if (state.is === 'running') tell(`${name} runs on ${pod.spec.nodeName}`);
        else if (state.is === 'ended') void end(index, state.trouble);
      }
      const names = new Set(present.map(({ metadata }) => metadata.name));
      for (const [index, name] of pods) if (!names.has(name)) void end(index, 'its pod was deleted');
    };

    watchObjects(
      openSession(kubeconfig, until),
      { resource: 'pods', selector },
      {
        found: ({ objects }) => look(objects as readonly ShardPod[]),
        problem: (error) => tell(`the cluster does not answer: ${(error as Error).message}`),
      },
      until,
    );
  });
  return following.finally(() => over.abort());
}
