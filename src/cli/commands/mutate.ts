import { writeFile } from 'node:fs/promises';
import stripAnsi from 'strip-ansi';
import {
  isGood,
  type MutatedLesson,
  mutationJson,
  mutationSummary,
  trialLine,
} from '../../report/mutation.ts';
import { mutate } from '../../runner/mutation.ts';
import { lessonsIn } from '../lessons.ts';
import { parseReports } from '../reports.ts';
import { type ClusterChoice, onItsOwnCluster } from '../validation/own-cluster.ts';
import { stepRange } from '../validation/range.ts';
import { type ShardOptions, shardOf } from '../validation/shard.ts';

const formats = {
  text: (lessons: readonly MutatedLesson[]) => lessons.map(mutationSummary).join(''),
  json: mutationJson,
} as const;

interface MutateOptions extends ClusterChoice, ShardOptions {
  readonly report: string[];
  /** `--steps`: make mistakes in these alone. */
  readonly steps?: string;
}

/** Makes small mistakes in lessons, one at a time, and says which of them nothing noticed. */
export async function mutateCommand(
  paths: string[],
  { report, steps, shard, durations, ...choice }: MutateOptions,
  signal: AbortSignal,
): Promise<void> {
  const reports = parseReports(report, Object.keys(formats) as (keyof typeof formats)[]);
  const toStdout = reports.find(({ file }) => file === undefined);
  const talk = (text: string) =>
    void (toStdout && toStdout.format !== 'text' ? process.stderr : process.stdout).write(text);
  const lessons: MutatedLesson[] = [];
  const share = { durations, ...(shard !== undefined && { shard }) };
  for (const lesson of await shardOf(await lessonsIn(paths), share)) {
    const mutation = await onItsOwnCluster(lesson, choice, talk, signal, ({ session }) =>
      mutate(session, signal, (trial) => talk(trialLine(trial)), { only: stepRange(lesson.file, steps).ids }),
    );
    lessons.push({ ...mutation, id: lesson.id, file: lesson.file });
  }
  for (const { format, file } of reports) {
    if (file === undefined) process.stdout.write(formats[format](lessons));
    else await writeFile(file, stripAnsi(formats[format](lessons)));
  }
  if (!lessons.every(isGood)) process.exitCode = 1;
}
