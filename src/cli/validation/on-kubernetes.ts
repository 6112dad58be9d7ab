import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotReadyError, UsageError } from '../../base/errors.ts';
import { quote } from '../../base/quote.ts';
import type { ShardEnd } from '../../cluster/shards/follow.ts';
import { inputFolder } from '../../cluster/shards/manifests.ts';
import { inOwnNamespace } from '../../cluster/shards/place.ts';
import { runShards } from '../../cluster/shards/run.ts';
import type { Lesson } from '../../lesson/load.ts';
import { type LessonResult, notRun } from '../../report/result.ts';
import { confirmedContext } from '../clusters.ts';
import { inOrder } from './all.ts';
import { readShard, reportMark } from './collect.ts';
import { durationsFolder, packedIndex, packLessons } from './pack.ts';

export interface OnKubernetesOptions {
  /** The context whose cluster does the work. */
  readonly context: string;
  readonly image: string;
  readonly shards: number;
  readonly durations: readonly string[];
  /** Options of `validate` that each shard is to have, too. */
  readonly more: readonly string[];
  readonly yesReally?: string;
}

/**
 * Proves lessons in pods of a cluster, each shard on a practice cluster within its pod.
 * @throws NotReadyError when a shard did not say what came of it
 */
export async function validateOnKubernetes(
  lessons: readonly Lesson[],
  options: OnKubernetesOptions,
  talk: (text: string) => void,
  signal: AbortSignal,
): Promise<{ results: LessonResult[]; lost: NotReadyError | undefined }> {
  await confirmedContext(options.context, options.yesReally);
  const shards = Math.min(options.shards, lessons.length);
  const input = await packLessons(lessons, options.durations);
  const found = new Map<number, LessonResult>();
  const troubles: string[] = [];
  const voices = inOrder(shards, talk);

  const ended = ({ index, log, trouble }: ShardEnd) => {
    const shard = `shard ${index + 1}/${shards}`;
    const { said, lessons: proved } = readShard(log);
    voices[index]?.talk(said);
    voices[index]?.end();
    if (proved === undefined) troubles.push(`${shard} gave no report: ${trouble ?? 'its log has none'}`);
    for (const lesson of proved ?? []) {
      const at = packedIndex(lesson.file);
      const mine = lessons[at];
      if (mine) found.set(at, { ...lesson, file: join(mine.dir, 'lesson.yaml') });
    }
  };

  const dir = await mkdtemp(join(tmpdir(), 'pilotage-'));
  try {
    await inOwnNamespace(options.context, dir, async (place) => {
      process.stderr.write(`namespace ${place.namespace} of ${options.context}, ${shards} shards\n`);
      const say = (line: string) => void process.stderr.write(`${line}\n`);
      const work = { image: options.image, shards, script: script(shards, options), input };
      await runShards(place, work, { say, ended }, signal);
    });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
  const results = lessons.map((lesson, index) => found.get(index) ?? notRun(lesson));
  const lost =
    troubles.length > 0
      ? new NotReadyError(
          `${troubles.join('; ')}.`,
          'What it wrote is above; its workshops count as skipped.',
        )
      : undefined;
  return { results, lost };
}

/** What a pod runs. It ends well however its lessons did: a failed pod is one that could not tell. */
function script(shards: number, { more, durations }: OnKubernetesOptions): string {
  const splits = durations.flatMap((_, index) => ['--durations', `../${durationsFolder}/${index}.json`]);
  const args = [...more, ...splits].map(quote).join(' ');
  return [
    'mkdir /tmp/work && cd /tmp/work || exit',
    `cat ${inputFolder}/* | tar -xzf - && cd lessons || exit`,
    `pilotage validate --shard "$((JOB_COMPLETION_INDEX + 1))/${shards}" --report text --report json=/tmp/report.json ${args} .`,
    `echo '${reportMark}'`,
    'cat /tmp/report.json',
  ].join('\n');
}

/** `--shards`. @throws UsageError */
export function shardCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new UsageError(`--shards ${text} is no number of pods.`, 'Say --shards 2, or more.');
}
