import type { Language } from '../../base/languages.ts';
import { type Lesson, proseOf } from '../../lesson/load.ts';
import type { Session } from '../../runner/session.ts';
import { frame } from '../frame.ts';
import { messages } from '../i18n/catalogues.ts';
import { loadHighlighting } from '../prose/highlight.ts';
import { followTerminal } from '../terminal/background.ts';
import { TerminalPage } from '../terminal/page.ts';
import { sizeOf } from '../terminal/size.ts';
import { theme } from '../theme.ts';
import { type RunChoices, RunController } from './controller.ts';
import { commandAgain } from './room/again.ts';
import { summaryLines } from './summary.ts';

/** Those that nobody at the terminal has sent. */
const signals = ['SIGTERM', 'SIGHUP'] as const;

/** The screen of a run. There is something to see from the start; the run may take its time to be opened. */
export class RunScreen {
  readonly #page: TerminalPage;

  constructor(lesson: Lesson, language: Language, screenReader: boolean) {
    this.#page = new TerminalPage(process, screenReader);
    const say = messages(language);
    const parts = { left: proseOf(lesson, language).title, right: '', offers: [] };
    this.#page.open(
      frame(sizeOf(this.#page.terminal), say, { ...parts, body: ['', ` ${theme.faint(say.preparing)}`] }),
    );
  }

  /**
   * Shows the run until the learner leaves it; what stays on the terminal is what they did, and how far they are.
   * @returns false where it was not the learner who ended it
   */
  async show(session: Session, choices: RunChoices): Promise<boolean> {
    this.#page.takeKeys();
    const [{ showRun }] = await Promise.all([
      import('./run-app.tsx'),
      followTerminal(this.#page.terminal),
      loadHighlighting(),
    ]);
    const before = session.state;
    const controller = new RunController(session, choices);
    // From the end of the screen until the run is closed and saved, they must not end the program.
    for (const signal of signals) process.on(signal, this.#goOn);
    let isLeft: boolean;
    try {
      isLeft = await showRun(this.#page, session, controller);
    } finally {
      controller.close();
      this.#page.close();
    }
    const { lesson, state } = session;
    const { columns: width } = sizeOf(this.#page.terminal);
    const again = commandAgain(lesson.id, choices.room);
    const lines = summaryLines(lesson, before, state, messages(state.language), { again, width });
    this.#page.terminal.stdout.write(`${lines.join('\n')}\n`);
    return isLeft;
  }

  /** Once the run is closed. */
  close(): void {
    for (const signal of signals) process.off(signal, this.#goOn);
    this.#page.close();
  }

  readonly #goOn = (): void => {};
}
