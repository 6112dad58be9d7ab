import { InterruptedError, PilotageError } from '../../base/errors.ts';
import { glanceAt, loadLesson } from '../../lesson/load.ts';
import { runDir, stateHome } from '../../runner/home.ts';
import { knownRuns } from '../../runner/runs.ts';
import { runMenu } from '../../ui/menu/menu.ts';
import type { MenuServices } from '../../ui/menu/menu-services.ts';
import { applySettings } from '../config/apply.ts';
import { mirrorIn } from '../config/mirror.ts';
import { type Settings, settings } from '../config/settings.ts';
import { shippedDirs } from '../lessons.ts';
import { listCommand } from './list.ts';
import { type ScreenOptions, saidIn } from './screen-options.ts';

/** The menu, and the run that was chosen there, until the learner leaves the menu. */
export async function menuCommand(options: ScreenOptions): Promise<void> {
  const chosen = await settings(saidIn(options));
  const { values } = chosen;
  if (values.plain) {
    await listCommand();
    return void process.stderr.write('pilotage start and a name begins one, or goes on with it.\n');
  }
  applySettings(chosen);
  let { language, cluster } = values;
  let lesson: string | undefined;
  let problem: PilotageError | undefined;
  for (;;) {
    const services = await menuServices(chosen);
    // It may have been changed on the screen of the run that one comes back from.
    const last = services.items(cluster).find((item) => item.lesson.id === lesson);
    language = last?.state?.language ?? language;
    const choice = await runMenu(services, { language, cluster, lesson, problem }, values['screen-reader']);
    if (!choice) return;
    ({ language, cluster } = choice);
    lesson = choice.lesson.id;
    const { startCommand } = await import('./start.ts');
    try {
      const isLeft = await startCommand(choice.lesson.dir, { ...options, lang: language, cluster });
      if (!isLeft) return;
      problem = undefined;
    } catch (error) {
      problem = error instanceof InterruptedError ? undefined : tellable(error);
    }
  }
}

/** What keeps a workshop from being begun is told in the menu, where another cluster can be chosen; a defect is not. */
function tellable(error: unknown): PilotageError {
  if (error instanceof PilotageError) return error;
  throw error;
}

async function menuServices(chosen: Settings): Promise<MenuServices> {
  const lessons = await Promise.all((await shippedDirs()).map((dir) => glanceAt(dir)));
  const home = stateHome();
  const runs = knownRuns(home);
  return {
    items: (cluster) =>
      lessons.map((lesson) => {
        const dir = runDir(home, lesson.id, cluster);
        return { lesson, state: runs.find((run) => run.dir === dir)?.state };
      }),
    clusters: async () => {
      const { contextNames } = await import('../../cluster/context/learner-kubeconfig.ts');
      // A kubeconfig that cannot be read is the doctor's business.
      const contexts = await contextNames(process.env).catch(() => []);
      return ['practice', 'minikube', ...contexts.map((name) => `context:${name}`)];
    },
    examine: async (lesson, name) => {
      const { examine } = await import('../../cluster/doctor/examine.ts');
      const { usesOf } = await import('../../cluster/doctor/lesson/uses.ts');
      const { parseClusterName } = await import('../cluster-name.ts');
      const cluster = parseClusterName(name);
      const uses = await usesOf(await loadLesson(lesson.dir), cluster.kind);
      return examine({ cluster, uses, mirror: mirrorIn(chosen) }, home);
    },
  };
}
