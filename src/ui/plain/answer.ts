import { actions } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';
import { messages } from '../i18n/catalogues.ts';
import { nextLanguage } from '../language.ts';
import { primaryAction } from '../primary.ts';
import { runShell } from '../run-shell.ts';

/** Does what one line of input asks for. @returns whether the learner leaves */
export async function answer(
  line: string,
  session: Session,
  write: (text: string) => void,
): Promise<boolean> {
  const { state } = session;
  const [letter = '', ...rest] = line.split(/\s+/);
  switch (letter) {
    case '': {
      const action = primaryAction(state);
      if (action === 'run') session.run();
      if (action === 'next' || action === 'finish') session.next();
      return action === 'finish';
    }
    case 'r':
      session.run();
      return false;
    case 'e':
      // The command follows on the same line: e kubectl get pods
      if (rest.length > 0) session.run(line.slice(1).trim());
      return false;
    case 'h':
      session.hint();
      return false;
    case 'n':
      session.next();
      return false;
    case 'b':
      session.back();
      return false;
    case 'x':
      session.skip();
      return false;
    case 's':
      if (actions(state).has('shell')) await runShell(session);
      return false;
    case 'l':
      session.setLanguage(nextLanguage(session.lesson, state.language));
      return false;
    case 'q':
      return true;
    default:
      write(`${messages(state.language).plainUnknown(letter)}\n`);
      return false;
  }
}
