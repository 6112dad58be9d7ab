import { findLessons, loadLesson } from '../../lesson/load.ts';
import { runDir, stateHome } from '../../runner/home.ts';
import { knownRuns } from '../../runner/runs.ts';
import { runMenu } from '../../ui/menu/menu.ts';
import { preferredLanguage } from '../language.ts';
import { shippedLessons } from '../lessons.ts';

/** The menu, and the run that was chosen there, until the learner leaves the menu. */
export async function menuCommand(): Promise<void> {
  let language = preferredLanguage();
  for (;;) {
    const choice = await runMenu(await menuItems(), language);
    if (!choice) return;
    language = choice.language;
    const { startCommand } = await import('./start.ts');
    await startCommand(choice.lesson.dir, { cluster: 'practice', lang: language });
  }
}

async function menuItems() {
  const lessons = await Promise.all((await findLessons([shippedLessons])).map((dir) => loadLesson(dir)));
  const home = stateHome();
  const runs = knownRuns(home);
  return lessons.map((lesson) => {
    const dir = runDir(home, lesson.id, 'practice');
    return { lesson, state: runs.find((run) => run.dir === dir)?.state };
  });
}
