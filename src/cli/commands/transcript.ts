import { existsSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UsageError } from '../../base/errors.ts';
import { type Lesson, loadLesson } from '../../lesson/load.ts';
import { runFiles, stateHome } from '../../runner/home.ts';
import { type KnownRun, knownRuns } from '../../runner/runs.ts';
import { shippedLessons } from '../lessons.ts';
import { type TranscriptFormat, transcriptFormats, transcriptOf } from '../transcript.ts';

export interface TranscriptOptions {
  readonly format: string;
  readonly output?: string;
}

/** What happened in a run, as a document or as a recording, to standard output or to a file. */
export async function transcriptCommand(
  wanted: string | undefined,
  { format, output }: TranscriptOptions,
): Promise<void> {
  if (!isFormat(format)) {
    const formats = Object.keys(transcriptFormats).join(' or ');
    throw new UsageError(`There is no format "${format}" of transcripts.`, `Say --format ${formats}.`);
  }
  const folder =
    wanted !== undefined && existsSync(join(wanted, 'lesson.yaml')) ? resolve(wanted) : undefined;
  const own = folder === undefined ? undefined : await loadLesson(folder);
  const run = runOf(own?.id ?? wanted);
  const lesson = own ?? (await shipped(run.state?.lesson));
  if (!lesson) {
    process.stderr.write(
      'The workshop of this run was not found, so that its titles are missing, and secrets that it names are not masked.\n' +
        'pilotage transcript FOLDER, with the folder of its lesson.yaml, has them.\n',
    );
  }
  const text = transcriptOf(run.dir, lesson, format);
  if (output === undefined) process.stdout.write(text);
  else writeFileSync(output, text, { mode: 0o600 });
}

function isFormat(format: string): format is TranscriptFormat {
  return Object.hasOwn(transcriptFormats, format);
}

/** The latest run of a workshop, or the latest of all; or the one that a folder's name says, such as dockercoins@practice. */
function runOf(wanted: string | undefined): KnownRun {
  const runs = knownRuns(stateHome());
  const [run] = runs.filter(
    ({ dir, state }) =>
      wanted === undefined || state?.lesson === wanted || basename(dir) === wanted || dir === resolve(wanted),
  );
  if (run) return run;
  if (wanted !== undefined && existsSync(runFiles(resolve(wanted)).journal))
    return { dir: resolve(wanted), state: undefined };
  const known = runs.map(({ dir }) => basename(dir));
  throw new UsageError(
    wanted === undefined ? 'No run was begun yet.' : `No run of "${wanted}" was begun.`,
    known.length > 0 ? `Those that there are: ${known.join(', ')}.` : 'pilotage start begins one.',
  );
}

async function shipped(id: string | undefined): Promise<Lesson | undefined> {
  const dir = join(shippedLessons, id ?? '');
  return id !== undefined && existsSync(join(dir, 'lesson.yaml')) ? loadLesson(dir) : undefined;
}
