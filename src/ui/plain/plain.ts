import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { actions, currentStep, isFinished, progress } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';
import { messages } from '../i18n/catalogues.ts';
import { bindings } from '../keymap.ts';
import { stepOffers } from '../step/offers.ts';
import { answer } from './answer.ts';
import { Narrator } from './narrator.ts';

/**
 * A run as lines of text, answered by lines of text: the letters of the screen's keys, an empty line for Enter. Ends
 * when the learner leaves, when the workshop is finished, or with its input.
 */
export async function runPlain(session: Session, input: Readable, output: Writable): Promise<void> {
  const write = (text: string) => void output.write(text);
  const narrator = new Narrator(session, write);
  const lines = createInterface({ input, terminal: false });
  const stop = () => lines.close();
  const interrupt = () => (actions(session.state).has('stop') ? session.stop() : stop());
  const unsubscribe = [
    session.subscribe((entry) => (entry ? narrator.event(entry) : stop())),
    session.subscribeOutput(write),
  ];
  process.on('SIGINT', interrupt).on('SIGTERM', stop).on('SIGHUP', stop);

  try {
    if (!session.opening.resumed) narrator.intro();
    narrator.step();
    await idle(session);
    write(prompt(session));
    for await (const line of lines) {
      const left = await answer(line.trim(), session, write);
      await idle(session);
      if (left || session.failure) break;
      write(prompt(session));
    }
    if (isFinished(session.state)) narrator.closing();
  } finally {
    for (const end of unsubscribe) end();
    process.off('SIGINT', interrupt).off('SIGTERM', stop).off('SIGHUP', stop);
    lines.close();
  }
  const { settled, total } = progress(session.state);
  write(`${messages(session.state.language).left(session.lesson.id, settled, total)}\n`);
}

/** Resolves when nothing runs and nothing is waited for: an answer that comes early waits for its turn. */
function idle(session: Session): Promise<void> {
  const isIdle = () => {
    const status = currentStep(session.state)?.status;
    return session.failure !== undefined || (status !== 'running' && status !== 'checking');
  };
  return new Promise((resolve) => {
    if (isIdle()) return resolve();
    const unsubscribe = session.subscribe(() => {
      if (!isIdle()) return;
      unsubscribe();
      resolve();
    });
  });
}

/** What can be answered now: `[Enter run, e edit, … q leave] `. */
function prompt(session: Session): string {
  const say = messages(session.state.language);
  const choices = stepOffers(session.state)
    .filter(({ intent }) => intent !== 'help')
    .map(
      ({ intent, label }) =>
        `${bindings.find((binding) => binding.intent === intent)?.shown} ${say.keys[label]}`,
    );
  return say.plainPrompt(choices.join(', '));
}
