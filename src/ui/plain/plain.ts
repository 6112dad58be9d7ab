import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { actions, currentStep, isBusy, isSettled, path, progress } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';
import { waitFor } from '../../runner/waiting.ts';
import { plainHelp } from '../help.ts';
import { messages } from '../i18n/catalogues.ts';
import type { Intent } from '../keys/keymap.ts';
import { newNotes, sayNotes } from '../run/cluster-notes.ts';
import { openStepOf } from '../run/finish.ts';
import { greeting } from '../run/greeting.ts';
import { stepOffers } from '../run/offers.ts';
import { askHint } from '../run/section.ts';
import { runShell } from '../run/shell.ts';
import { type Tour, tourLines } from '../tour.ts';
import { answer } from './answer.ts';
import { LineWriter } from './lines.ts';
import { Narrator } from './narrator.ts';
import { wordFor } from './words.ts';

/**
 * A run as lines of text, answered by lines of text: the letters of the screen's keys, an empty line for Enter. Ends
 * when the learner leaves, when the workshop is finished, or with its input.
 */
export async function runPlain(
  session: Session,
  input: Readable,
  output: Writable,
  tour?: Tour,
): Promise<void> {
  const run = new PlainRun(session, input, output, tour);
  try {
    await run.toItsEnd();
  } finally {
    run.close();
  }
}

/** What a question does not offer: it means nothing here, or would make too long a line of it. */
const onScreenOnly: readonly Intent[] = ['copy', 'cluster', 'steps'];

class PlainRun {
  readonly #session: Session;
  /** Somebody types at a terminal, which shows what they type; and a shell can have it. */
  readonly #echoes: boolean;
  readonly #out: LineWriter;
  readonly #narrator: Narrator;
  readonly #newNotes: ReturnType<typeof newNotes>;
  readonly #lines: Interface;
  readonly #answers: AsyncIterable<string>;
  readonly #ends: (() => void)[];
  readonly #tour: Tour | undefined;
  #asking = false;

  constructor(session: Session, input: Readable, output: Writable, tour: Tour | undefined) {
    this.#tour = tour;
    this.#session = session;
    this.#echoes = 'isTTY' in input && input.isTTY === true;
    // Whoever reads may go away first, as `head` does: then there is nobody left to tell anything.
    let gone = false;
    output.on('error', () => {
      gone = true;
      this.#lines.close();
    });
    this.#out = new LineWriter((text) => {
      if (!gone) output.write(text);
    });
    this.#newNotes = newNotes(session);
    this.#narrator = new Narrator(session, this.#out);
    this.#lines = createInterface({ input, terminal: false });
    // From now on, or lines that come before the first question would be lost.
    const answers = this.#lines[Symbol.asyncIterator]();
    this.#answers = { [Symbol.asyncIterator]: () => answers };
    const stop = () => this.#lines.close();
    const interrupt = () => {
      if (session.state.shellOpen) return;
      if (actions(session.state).has('stop')) session.stop();
      else stop();
    };
    process.on('SIGINT', interrupt).on('SIGTERM', stop).on('SIGHUP', stop);
    this.#ends = [
      session.subscribe((entry) => {
        if (!entry) return stop();
        this.#narrator.event(entry);
        if (entry.type === 'command-ended') this.#out.lines(sayNotes(this.#newNotes(), this.#say));
        // Something was said below a question that nobody has answered yet: it is asked again.
        if (this.#asking && !this.#out.isAsking) this.#ask();
      }),
      session.subscribeOutput((text) => this.#out.output(text)),
      () => process.off('SIGINT', interrupt).off('SIGTERM', stop).off('SIGHUP', stop),
      stop,
    ];
  }

  get #say() {
    return messages(this.#session.state.language);
  }

  async toItsEnd(): Promise<void> {
    const session = this.#session;
    const welcome = greeting(session, this.#newNotes());
    if (!session.opening.resumed) this.#narrator.intro();
    if (this.#tour) {
      this.#out.lines(['', this.#say.tourTitle, ...tourLines(this.#say, 78)]);
      this.#tour.seen();
    }
    if (welcome) this.#out.line(welcome(this.#say));
    this.#narrator.step();
    await idle(session);
    this.#ask();
    for await (const line of this.#answers) {
      this.#asking = false;
      if (this.#echoes) this.#out.answered();
      if (!(await this.#act(line.trim()))) break;
      await idle(session);
      if (session.failure) break;
      // Nobody reads what follows on an Enter that means nothing and comes from a pipe; there may be a flood of them.
      if (!this.#asking) this.#ask();
    }
    this.#asking = false;
    const { settled, total } = progress(session.state);
    this.#out.line(this.#say.left(session.lesson.id, settled, total));
  }

  close(): void {
    for (const end of this.#ends) end();
  }

  /** Does what a line asks for. @returns whether there is more to answer */
  async #act(line: string): Promise<boolean> {
    const answered = answer(line, this.#session);
    if (answered === 'leave') return false;
    if (answered === 'finish') return this.#finish();
    if (answered === 'shell') return this.#shell();
    if (answered === 'hint') this.#hint();
    if (answered === 'why') this.#narrator.why();
    if (answered === 'steps') this.#narrator.steps();
    if (answered === 'how-to-edit') this.#out.line(this.#say.plainEdit(wordFor('edit', this.#say)));
    if (answered === 'how-to-aside') this.#out.line(this.#say.output.plainAside(wordFor('aside', this.#say)));
    if (answered === 'help') this.#out.lines(plainHelp(this.#say, 78));
    if (!answered && line === '') this.#asking = !this.#echoes;
    else if (!answered) this.#out.line(this.#say.plainUnknown(line));
    return true;
  }

  /** Ends the workshop; or opens the first step that was left out. @returns whether there is more to answer */
  #finish(): boolean {
    const session = this.#session;
    session.next();
    const open = openStepOf(session.state);
    if (open) {
      this.#out.line(this.#say.unfinished(path(session.state).filter((step) => !isSettled(step)).length));
      session.openStep(open.plan.id);
    } else this.#narrator.closing();
    return open !== undefined;
  }

  #hint(): void {
    const words = askHint(this.#session, this.#say);
    if (words !== undefined) this.#out.line(words);
  }

  /** @returns whether the learner goes on after it */
  async #shell(): Promise<boolean> {
    this.#out.end();
    this.#lines.pause();
    try {
      return await runShell(this.#session);
    } catch (error) {
      this.#out.line((error as Error).message);
      return true;
    } finally {
      this.#lines.resume();
    }
  }

  /** What can be answered now: `[Enter run, e edit, … q leave] `. */
  #ask(): void {
    const offers = stepOffers(this.#session, this.#say, { scroll: false, output: false }).filter(
      ({ intent }) => !onScreenOnly.includes(intent) && (intent !== 'shell' || this.#echoes),
    );
    const choices = offers.map(({ intent, text, keys }) => `${keys ?? wordFor(intent, this.#say)} ${text}`);
    this.#out.ask(this.#say.plainPrompt(choices.join(', ')));
    this.#asking = true;
  }
}

/** Resolves when nothing runs and nothing is waited for: an answer that comes early waits for its turn. */
async function idle(session: Session): Promise<void> {
  const isIdle = () => {
    const step = currentStep(session.state);
    return session.failure !== undefined || !step || (!isBusy(step) && step.status !== 'checking');
  };
  await waitFor(session, () => isIdle() || undefined);
}
