import { parseDuration } from '../../base/duration.ts';
import { UsageError } from '../../base/errors.ts';
import { type Lesson, loadLesson } from '../../lesson/load.ts';
import { runDir, runFiles, stateHome } from '../../runner/home.ts';
import { record } from '../../runner/recording.ts';
import { knownRuns } from '../../runner/runs.ts';
import { Session } from '../../runner/session.ts';
import type { Tour } from '../../ui/tour.ts';
import { clusterNamed } from '../clusters.ts';
import { applySettings } from '../config/apply.ts';
import type { Values } from '../config/schema.ts';
import { type Settings, settings } from '../config/settings.ts';
import { lessonDir } from '../lessons.ts';
import { isTerminal } from '../terminal.ts';
import { tourOnce } from '../tour.ts';
import { saveTranscript } from '../transcript.ts';
import { forgetRun } from './reset.ts';
import { type ScreenOptions, saidIn } from './screen-options.ts';

export interface StartOptions extends ScreenOptions {
  readonly at?: string;
  readonly yesReally?: string;
}

export async function startCommand(name: string, options: StartOptions): Promise<void> {
  const chosen = await settings(saidIn(options));
  applySettings(chosen);
  const { values } = chosen;
  const lesson = await loadLesson(await lessonDir(name));
  if (options.at !== undefined && !lesson.file.steps.some(({ id }) => id === options.at)) {
    const ids = lesson.file.steps.map(({ id }) => id).join(', ');
    throw new UsageError(`${lesson.id} has no step "${options.at}".`, `Its steps: ${ids}.`);
  }
  const dir = runDir(stateHome(), lesson.id, values.cluster);
  while (await play(lesson, dir, chosen, options)) {
    const { state } = knownRuns(stateHome()).find((run) => run.dir === dir) ?? {};
    // What it deletes was on the screen, and agreed to.
    await forgetRun({ dir, state }, { yes: true, ...yesReally(options) });
  }
}

function yesReally({ yesReally: context }: StartOptions): { yesReally?: string } {
  return context === undefined ? {} : { yesReally: context };
}

/** Goes through a run until the learner leaves it. @returns whether it is to be forgotten, and begun anew */
async function play(lesson: Lesson, dir: string, chosen: Settings, options: StartOptions): Promise<boolean> {
  const { values } = chosen;
  let startsOver = false;
  const cluster = await clusterNamed(values.cluster, {
    dir: runFiles(dir).cluster,
    speed: 1,
    ...yesReally(options),
  });
  const screen = values.plain || !isTerminal() ? undefined : await openScreen(lesson, values);
  try {
    const session = await Session.open({
      lesson,
      cluster,
      dir,
      language: values.language,
      showsChanges: screen !== undefined,
    });
    const stopRecording = record(session, runFiles(dir).recording);
    try {
      // What only the config file or the locale says is where a new run begins: one that was begun has its own.
      if (chosen.isSaid('language')) session.setLanguage(values.language);
      if (options.at !== undefined) session.openStep(options.at);
      const tour = values.tour ? tourOnce(stateHome()) : undefined;
      if (screen)
        await screen.show(session, {
          tour,
          pace: parseDuration(values.pace),
          saveTranscript: () => saveTranscript(dir, lesson),
          startOver: () => {
            startsOver = true;
          },
        });
      else await runLines(session, tour);
    } finally {
      await session.close();
      stopRecording();
    }
    if (session.failure) throw session.failure;
    return startsOver;
  } finally {
    screen?.close();
  }
}

async function openScreen(lesson: Lesson, values: Values) {
  const { RunScreen } = await import('../../ui/run/run-screen.ts');
  return new RunScreen(lesson, values.language, values['screen-reader']);
}

async function runLines(session: Session, tour: Tour | undefined): Promise<void> {
  const { runPlain } = await import('../../ui/plain/plain.ts');
  await runPlain(session, process.stdin, process.stdout, tour);
}
