import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import stripAnsi from 'strip-ansi';
import { currentStep } from '../../engine/select.ts';
import type { Lesson } from '../../lesson/load.ts';
import { jsonReport } from '../../report/json.ts';
import { junitReport } from '../../report/junit.ts';
import { type LessonResult, type Results, resultOf, resultsOf } from '../../report/result.ts';
import { lessonLine, stepLine, summary, textReport } from '../../report/text.ts';
import { autopilot, removeLeft, undoAll } from '../../runner/autopilot.ts';
import { Session } from '../../runner/session.ts';
import { clusterNamed } from '../clusters.ts';
import { lessonsIn } from '../lessons.ts';
import { parseReports, type WantedReport } from '../reports.ts';

const formats = { text: textReport, json: jsonReport, junit: junitReport } as const;
type Format = keyof typeof formats;

/** Fast enough that no delay is felt, slow enough that programs still get done what they do between two delays. */
const validationSpeed = 25;

/** Milliseconds that a check of an earlier step may take to be green again at the end. */
const endPatience = 15_000;

export async function validateCommand(
  paths: string[],
  options: { cluster: string; report: string[]; yesReally?: string },
): Promise<void> {
  const reports = parseReports(options.report, Object.keys(formats) as Format[]);
  const lessons = await lessonsIn(paths);
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupt);

  // Standard output is for one report; the progress goes there too where that report is the text.
  const toStdout = reports.filter(({ file }) => file === undefined);
  const talk = toStdout.some(({ format }) => format !== 'text') ? process.stderr : process.stdout;
  const results: LessonResult[] = [];
  for (const lesson of lessons) {
    results.push(await validate(lesson, options, (text) => talk.write(text), abort.signal));
  }
  const all = resultsOf(results);
  talk.write(summary(all));
  await write(reports, all);
  if (all.lessons.some(({ status }) => status === 'failed')) process.exitCode = 1;
}

async function write(reports: readonly WantedReport<Format>[], results: Results): Promise<void> {
  for (const { format, file } of reports) {
    const text = formats[format](results);
    if (file !== undefined) await writeFile(file, stripAnsi(text));
    else if (format !== 'text') process.stdout.write(text);
  }
}

/** Runs one lesson on a cluster of its own, and leaves nothing of it behind. */
async function validate(
  lesson: Lesson,
  { cluster: clusterName, yesReally }: { cluster: string; yesReally?: string },
  talk: (text: string) => void,
  signal: AbortSignal,
): Promise<LessonResult> {
  const dir = await mkdtemp(join(tmpdir(), 'pilotage-'));
  const cluster = await clusterNamed(clusterName, {
    dir: join(dir, 'cluster'),
    speed: validationSpeed,
    fresh: true,
    ...(yesReally !== undefined && { yesReally }),
  });
  let session: Session | undefined;
  try {
    session = await Session.open({ lesson, cluster, dir, language: 'en' });
    talk(lessonLine(lesson.id, cluster.name));
    const told = new Set<string>();
    const opened = session;
    const tell = () => {
      const step = currentStep(opened.state);
      if (
        !step?.settledAt ||
        told.has(step.plan.id) ||
        step.status === 'reading' ||
        step.status === 'running'
      )
        return;
      told.add(step.plan.id);
      const result = resultOf(opened.state, lesson.file).steps.find(({ id }) => id === step.plan.id);
      if (result) talk(stepLine(result));
    };
    session.subscribe(tell);
    // What a step achieves is there to stay, or its check says `once`.
    if (await autopilot(session, signal)) await session.probe(endPatience);
    return resultOf(session.state, lesson.file);
  } finally {
    if (session && cluster.kind !== 'practice') {
      for (const failure of await undoAll(session)) talk(`  not undone: ${failure}\n`);
      for (const left of await removeLeft(session)) talk(`  removed afterwards: ${left}\n`);
    }
    await session?.close();
    await cluster.reset();
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  }
}
