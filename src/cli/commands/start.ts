import { parseDuration } from '../../base/duration.ts';
import { UsageError } from '../../base/errors.ts';
import type { ClusterKind } from '../../cluster/types.ts';
import { type Lesson, loadLesson } from '../../lesson/load.ts';
import { runDir, runFiles, stateHome } from '../../runner/home.ts';
import { planOf } from '../../runner/plan.ts';
import { record } from '../../runner/recording.ts';
import { knownRuns } from '../../runner/runs.ts';
import { Session } from '../../runner/session.ts';
import type { PlainChoices, PlainTerminal } from '../../ui/plain/plain.ts';
import { parseClusterName } from '../cluster-name.ts';
import { clusterNamed } from '../clusters.ts';
import { applySettings } from '../config/apply.ts';
import type { Values } from '../config/schema.ts';
import { type Settings, settings } from '../config/settings.ts';
import { lessonDir } from '../lessons.ts';
import { besideChoice, tourOnce } from '../marks.ts';
import type { Company, Place } from '../room/company.ts';
import { isTerminal } from '../terminal.ts';
import { saveTranscript } from '../transcript.ts';
import { forgetRun } from './reset.ts';
import { type ScreenOptions, saidIn } from './screen-options.ts';

export interface StartOptions extends ScreenOptions {
  readonly at?: string;
  readonly yesReally?: string;
}

/** Goes through a workshop. @returns false where it was a signal that ended it, and not the learner */
export async function startCommand(name: string, options: StartOptions): Promise<boolean> {
  return goThrough(await loadLesson(await lessonDir(name)), options);
}

/** The same with the learner's place in a room, where they have one. */
export async function goThrough(lesson: Lesson, options: StartOptions, place?: Place): Promise<boolean> {
  const chosen = await settings(saidIn(options));
  applySettings(chosen);
  const { values } = chosen;
  checkTarget(lesson, options.at, parseClusterName(values.cluster).kind);
  const dir = runDir(stateHome(), lesson.id, values.cluster);
  const lines = values.plain || !isTerminal() ? await openLines() : undefined;
  try {
    const { at: _, ...fromStart } = options;
    for (let now = options; ; now = fromStart) {
      const ending = await play({ lesson, dir, chosen, options: now, lines, place });
      if (ending !== 'start-over') return ending === 'left';
      const { state } = knownRuns(stateHome()).find((run) => run.dir === dir) ?? {};
      // What it deletes was shown, and agreed to.
      await forgetRun({ dir, state }, { yes: true, ...yesReally(options) });
    }
  } finally {
    lines?.terminal.close();
  }
}

/** @throws UsageError where no run of this lesson on this kind of cluster comes to the step */
function checkTarget(lesson: Lesson, at: string | undefined, cluster: ClusterKind): void {
  const plans = planOf(lesson.file, cluster);
  if (at === undefined || plans.some(({ id, applies }) => id === at && applies)) return;
  const ids = plans.filter(({ applies }) => applies).map(({ id }) => id);
  const what = plans.some(({ id }) => id === at)
    ? `The step "${at}" of ${lesson.id} is not for a cluster like this one.`
    : `${lesson.id} has no step "${at}".`;
  throw new UsageError(what, `Its steps here: ${ids.join(', ')}.`);
}

function yesReally({ yesReally: context }: StartOptions): { yesReally?: string } {
  return context === undefined ? {} : { yesReally: context };
}

/** How a run was ended: by the learner, by a signal, or to be forgotten and begun anew. */
type Ending = 'left' | 'ended' | 'start-over';

interface Play {
  readonly lesson: Lesson;
  readonly dir: string;
  readonly chosen: Settings;
  readonly options: StartOptions;
  readonly lines: Lines | undefined;
  readonly place: Place | undefined;
}

/** Goes through a run until it is left. */
async function play({ lesson, dir, chosen, options, lines, place }: Play): Promise<Ending> {
  const { values } = chosen;
  let ending: Ending = 'left';
  const cluster = await clusterNamed(values.cluster, {
    dir: runFiles(dir).cluster,
    speed: 1,
    ...(values.mirror !== 'none' && { mirror: values.mirror }),
    ...yesReally(options),
  });
  const screen = lines ? undefined : await openScreen(lesson, values);
  try {
    const session = await Session.open({
      lesson,
      cluster,
      dir,
      language: values.language,
      showsChanges: screen !== undefined,
    });
    const stopRecording = record(session, runFiles(dir).recording);
    const company = place && (await join(session, dir, place));
    // Nobody else sets the pace any more.
    if (!company) session.limit(null);
    try {
      // What only the config file or the locale says is where a new run begins: one that was begun has its own.
      if (chosen.isSaid('language')) session.setLanguage(values.language);
      const choices = {
        tour: values.tour ? tourOnce(stateHome()) : undefined,
        at: options.at,
        room: company?.room,
        startOver: () => {
          ending = 'start-over';
        },
      };
      if (lines) await lines.run(session, choices);
      else if (screen) {
        const isLeft = await screen.show(session, {
          ...choices,
          beside: besideChoice(stateHome()),
          pace: parseDuration(values.pace),
          saveTranscript: () => saveTranscript(dir, lesson),
        });
        if (!isLeft) ending = 'ended';
      }
    } finally {
      await session.close();
      const unsent = await company?.leave();
      if (unsent) process.stderr.write(sayUnsent(unsent));
      stopRecording();
    }
    if (session.failure) throw session.failure;
    return ending;
  } finally {
    screen?.close();
  }
}

/** Loaded only where it is asked for: a start without a room should not wait for it. */
async function join(session: Session, dir: string, place: Place): Promise<Company> {
  const { takePart } = await import('../room/company.ts');
  return takePart(session, dir, place);
}

function sayUnsent(events: number): string {
  const what = events === 1 ? '1 event of this run is' : `${events} events of this run are`;
  return `The class could not be reached: ${what} sent when you join it again.\n`;
}

async function openScreen(lesson: Lesson, values: Values) {
  const { RunScreen } = await import('../../ui/run/run-screen.ts');
  return new RunScreen(lesson, values.language, values['screen-reader']);
}

interface Lines {
  readonly terminal: PlainTerminal;
  readonly run: (session: Session, choices: PlainChoices) => Promise<void>;
}

async function openLines(): Promise<Lines> {
  const { openPlain, runPlain } = await import('../../ui/plain/plain.ts');
  const terminal = openPlain(process.stdin, process.stdout);
  return { terminal, run: (session, choices) => runPlain(session, terminal, choices) };
}
