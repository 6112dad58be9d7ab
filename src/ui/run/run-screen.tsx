import { progress } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';
import { messages } from '../i18n/catalogues.ts';
import { show } from '../show.ts';
import { RunController } from './controller.ts';
import { RunApp } from './run-app.tsx';

/** Shows a run until the learner leaves it; the terminal is as it was afterwards, but for one line that says how far. */
export async function runScreen(session: Session): Promise<void> {
  const controller = new RunController(session);
  try {
    await show(<RunApp session={session} controller={controller} />, {
      isLent: () => session.state.shellOpen,
    });
  } finally {
    controller.close();
  }
  const { settled, total } = progress(session.state);
  process.stdout.write(`${messages(session.state.language).left(session.lesson.id, settled, total)}\n`);
}
