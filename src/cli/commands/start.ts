import { UsageError } from '../../base/errors.ts';
import { isLanguage, type Language } from '../../base/languages.ts';
import { type Lesson, loadLesson } from '../../lesson/load.ts';
import { runDir, runFiles, stateHome } from '../../runner/home.ts';
import { Session } from '../../runner/session.ts';
import { clusterNamed } from '../clusters.ts';
import { preferredLanguage } from '../language.ts';
import { lessonDir } from '../lessons.ts';
import { isTerminal } from '../terminal.ts';

export interface StartOptions {
  readonly cluster: string;
  readonly lang?: string;
  readonly plain?: boolean;
  readonly at?: string;
  readonly yesReally?: string;
}

export async function startCommand(name: string, options: StartOptions): Promise<void> {
  const language = preferredLanguage(options.lang);
  const lesson = await loadLesson(await lessonDir(name));
  if (options.at !== undefined && !lesson.file.steps.some(({ id }) => id === options.at)) {
    const ids = lesson.file.steps.map(({ id }) => id).join(', ');
    throw new UsageError(`${lesson.id} has no step "${options.at}".`, `Its steps: ${ids}.`);
  }
  const dir = runDir(stateHome(), lesson.id, options.cluster);
  const cluster = await clusterNamed(options.cluster, {
    dir: runFiles(dir).cluster,
    speed: 1,
    ...(options.yesReally !== undefined && { yesReally: options.yesReally }),
  });
  const screen = options.plain || !isTerminal() ? undefined : await openScreen(lesson, language);
  try {
    const session = await Session.open({ lesson, cluster, dir, language });
    try {
      if (options.lang !== undefined && isLanguage(options.lang)) session.setLanguage(options.lang);
      if (options.at !== undefined) session.openStep(options.at);
      if (screen) await screen.show(session);
      else await runLines(session);
    } finally {
      await session.close();
    }
    if (session.failure) throw session.failure;
  } finally {
    screen?.close();
  }
}

async function openScreen(lesson: Lesson, language: Language) {
  const { RunScreen } = await import('../../ui/run/run-screen.ts');
  return new RunScreen(lesson, language);
}

async function runLines(session: Session): Promise<void> {
  const { runPlain } = await import('../../ui/plain/plain.ts');
  await runPlain(session, process.stdin, process.stdout);
}
