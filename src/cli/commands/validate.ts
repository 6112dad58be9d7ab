import { writeFile } from 'node:fs/promises';
import stripAnsi from 'strip-ansi';
import { UsageError } from '../../base/errors.ts';
import { githubReport } from '../../report/github.ts';
import { jsonReport } from '../../report/json.ts';
import { junitReport } from '../../report/junit.ts';
import { markdownReport } from '../../report/markdown.ts';
import { type Results, resultsOf } from '../../report/result.ts';
import { tapReport } from '../../report/tap.ts';
import { summary, textReport } from '../../report/text.ts';
import { lessonsIn } from '../lessons.ts';
import { parseReports, type WantedReport } from '../reports.ts';
import { validateAll } from '../validation/all.ts';
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
}

export async function validateCommand(paths: string[], options: ValidateOptions): Promise<void> {
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupt);
  if (options.mutate && (options.bail || options.jobs !== '1')) {
    throw new UsageError('--mutate tries workshops one after the other.', 'Leave --jobs and --bail out.');
  }
  await (options.mutate
    ? mutateCommand(paths, options, abort.signal)
    : proveAll(paths, options, abort.signal));
}

async function proveAll(paths: string[], options: ValidateOptions, signal: AbortSignal): Promise<void> {
  const reports = parseReports(options.report, Object.keys(formats) as Format[]);
  const jobs = jobsOf(options);
  const lessons = await shardOf(await lessonsIn(paths), options);
  // Standard output is for one report; the progress goes there too where that report is the text.
  const toStdout = reports.filter(({ file }) => file === undefined);
  const talk = toStdout.some(({ format }) => format !== 'text') ? process.stderr : process.stdout;
  const { cluster, yesReally, steps, bail = false } = options;
  const results = await validateAll(
    lessons,
    {
      cluster,
      jobs,
      bail,
      ...(yesReally !== undefined && { yesReally }),
      ...(steps !== undefined && { steps }),
    },
    (text) => talk.write(text),
    signal,
  );
  const all = resultsOf(results);
  talk.write(summary(all));
  await write(reports, all);
  if (all.lessons.some(({ status }) => status === 'failed')) process.exitCode = 1;
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
