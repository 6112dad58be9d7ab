import { writeFile } from 'node:fs/promises';
import stripAnsi from 'strip-ansi';
import { type NotReadyError, UsageError } from '../../base/errors.ts';
import type { Lesson } from '../../lesson/load.ts';
import { githubReport } from '../../report/github.ts';
import { jsonReport } from '../../report/json.ts';
import { junitReport } from '../../report/junit.ts';
import { markdownReport } from '../../report/markdown.ts';
import { type LessonResult, type Results, resultsOf } from '../../report/result.ts';
import { tapReport } from '../../report/tap.ts';
import { summary, textReport } from '../../report/text.ts';
import { lessonsIn } from '../lessons.ts';
import { parseReports, type WantedReport } from '../reports.ts';
import { validateAll } from '../validation/all.ts';
import { shardCount, validateOnKubernetes } from '../validation/on-kubernetes.ts';
import { shardOf } from '../validation/shard.ts';
import { mutateCommand } from './mutate.ts';

const formats = {
  text: textReport,
  json: jsonReport,
  junit: junitReport,
  tap: tapReport,
  github: githubReport,
  markdown: markdownReport,
} as const;
type Format = keyof typeof formats;

export interface ValidateOptions {
  cluster: string;
  report: string[];
  yesReally?: string;
  steps?: string;
  jobs: string;
  bail?: boolean;
  mutate?: boolean;
  shard?: string;
  durations: string[];
  onKubernetes?: string;
  image?: string;
  shards: string;
}

type Talk = (text: string) => void;

export async function validateCommand(paths: string[], options: ValidateOptions): Promise<void> {
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupt);
  if (options.mutate && (options.bail || options.jobs !== '1' || options.onKubernetes !== undefined)) {
    throw new UsageError(
      '--mutate tries workshops here, one after the other.',
      'Leave --jobs, --bail and --on-kubernetes out.',
    );
  }
  await (options.mutate
    ? mutateCommand(paths, options, abort.signal)
    : proveAll(paths, options, abort.signal));
}

async function proveAll(paths: string[], options: ValidateOptions, signal: AbortSignal): Promise<void> {
  const reports = parseReports(options.report, Object.keys(formats) as Format[]);
  // Standard output is for one report; the progress goes there too where that report is the text.
  const toStdout = reports.filter(({ file }) => file === undefined);
  const stream = toStdout.some(({ format }) => format !== 'text') ? process.stderr : process.stdout;
  const talk = (text: string) => void stream.write(text);
  const jobs = jobsOf(options);
  const lessons = await lessonsIn(paths);
  const { results, lost } = await (options.onKubernetes === undefined
    ? proveHere(lessons, jobs, options, talk, signal)
    : proveThere(lessons, options.onKubernetes, options, talk, signal));
  const all = resultsOf(results);
  talk(summary(all));
  await write(reports, all);
  if (lost) throw lost;
  if (all.lessons.some(({ status }) => status === 'failed')) process.exitCode = 1;
}

interface Proved {
  results: LessonResult[];
  lost?: NotReadyError | undefined;
}

async function proveHere(
  lessons: readonly Lesson[],
  jobs: number,
  options: ValidateOptions,
  talk: Talk,
  signal: AbortSignal,
): Promise<Proved> {
  const { cluster, yesReally, steps, bail = false, image } = options;
  if (image !== undefined)
    throw new UsageError('--image is for the pods of a cluster.', 'Add --on-kubernetes CONTEXT.');
  const choice = { cluster, jobs, bail, ...(yesReally !== undefined && { yesReally }) };
  const wanted = { ...choice, ...(steps !== undefined && { steps }) };
  return { results: await validateAll(await shardOf(lessons, options), wanted, talk, signal) };
}

/** @throws UsageError */
async function proveThere(
  lessons: readonly Lesson[],
  context: string,
  options: ValidateOptions,
  talk: Talk,
  signal: AbortSignal,
): Promise<Proved> {
  const { image, shards, durations, shard, cluster, steps, bail, jobs, yesReally } = options;
  if (shard !== undefined || cluster !== 'practice') {
    throw new UsageError(
      'With --on-kubernetes, each pod takes a shard, on a practice cluster of its own.',
      'Leave --shard and --cluster out; --shards says how many pods there are.',
    );
  }
  if (image === undefined) {
    throw new UsageError(
      '--on-kubernetes needs --image: what the pods are to run.',
      'Build it from the Dockerfile of pilotage, and push it to where the nodes can pull it.',
    );
  }
  const more = [
    ...(steps === undefined ? [] : ['--steps', steps]),
    ...(bail ? ['--bail'] : []),
    ...(jobs === '1' ? [] : ['--jobs', jobs]),
  ];
  const confirmed = yesReally === undefined ? {} : { yesReally };
  const work = { context, image, shards: shardCount(shards), durations, more, ...confirmed };
  return validateOnKubernetes(lessons, work, talk, signal);
}

/** @throws UsageError */
function jobsOf({ jobs, cluster }: ValidateOptions): number {
  const count = Number(jobs);
  if (!Number.isInteger(count) || count < 1)
    throw new UsageError(`--jobs ${jobs} is no number of lessons.`, 'Say --jobs 2, or more.');
  if (count > 1 && cluster !== 'practice') {
    throw new UsageError(
      `Lessons would meet each other on the one cluster ${cluster}.`,
      'Leave --jobs out, or --cluster.',
    );
  }
  return count;
}

async function write(reports: readonly WantedReport<Format>[], results: Results): Promise<void> {
  for (const { format, file } of reports) {
    const text = formats[format](results);
    if (file !== undefined) await writeFile(file, stripAnsi(text));
    else if (format !== 'text') process.stdout.write(text);
  }
}
