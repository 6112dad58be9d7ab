import { actions, currentStep, isBusy, isSettled, path, progress } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';
import { waitFor } from '../../runner/waiting.ts';
import type { Offer } from '../footer.ts';
import { messages } from '../i18n/catalogues.ts';
import type { Intent } from '../keys/keymap.ts';
import { newNotes, sayNotes } from '../run/cluster-notes.ts';
import { openStepOf } from '../run/finish.ts';
import { greeting } from '../run/greeting.ts';
import { nothingOnScreen, stepOffers } from '../run/offers.ts';
import { commandAgain } from '../run/room/again.ts';
import { askHint } from '../run/section.ts';
import { runShell } from '../run/shell.ts';
import { planFor } from '../run/steps/plan.ts';
import { tourLines } from '../tour.ts';
import { Agreement } from './agreement.ts';
import { answer } from './answer.ts';
import { LineWriter } from './lines.ts';
import { Narrator } from './narrator.ts';
import type { PlainChoices, PlainTerminal } from './plain.ts';
import { plainHelp } from './plain-help.ts';
import { PlainRoom } from './plain-room.ts';
import { wordFor } from './words.ts';

/** What a question does not offer: it means nothing here, or would make too long a line of it. */
const onScreenOnly: readonly Intent[] = ['copy', 'changes', 'cluster', 'steps'];

const width = 78;

/** One run, told and answered in lines. */
export class PlainRun {
  readonly #session: Session;
  readonly #terminal: PlainTerminal;
  readonly #choices: PlainChoices;
  readonly #out: LineWriter;
  readonly #narrator: Narrator;
  readonly #agreement: Agreement;
  readonly #newNotes: ReturnType<typeof newNotes>;
  readonly #ends: (() => void)[];
  readonly #room: PlainRoom | undefined;
  #asking = false;

  constructor(session: Session, terminal: PlainTerminal, choices: PlainChoices) {
    this.#session = session;
    this.#terminal = terminal;
    this.#choices = choices;
    this.#out = new LineWriter(terminal.write);
    this.#newNotes = newNotes(session);
    this.#narrator = new Narrator(session, this.#out);
    this.#agreement = new Agreement(session, this.#out, width);
    this.#room = choices.room && new PlainRoom(choices.room, session);
    const stop = () => terminal.close();
    const interrupt = () => {
      if (session.state.shellOpen) return;
      if (this.#agreement.isUnderWay) this.#agreement.stop();
      else if (actions(session.state).has('stop')) session.stop();
      else stop();
    };
    process.on('SIGINT', interrupt).on('SIGTERM', stop).on('SIGHUP', stop);
    this.#ends = [
      session.subscribe((entry) => {
        if (!entry) return stop();
        this.#narrator.event(entry);
        if (entry.type === 'command-ended') this.#out.lines(sayNotes(this.#newNotes(), this.#say));
        // Something was said below a question that nobody has answered yet: it is asked again.
        this.#tell([]);
      }),
      session.subscribeOutput((text) => this.#out.output(text)),
      () => process.off('SIGINT', interrupt).off('SIGTERM', stop).off('SIGHUP', stop),
    ];
  }

  get #say() {
    return messages(this.#session.state.language);
  }

  async toItsEnd(): Promise<void> {
    const session = this.#session;
    this.#begin();
    const unfollow = this.#room?.follow(
      (lines) => this.#tell(lines),
      () => this.#say,
    );
    if (unfollow) this.#ends.push(unfollow);
    await idle(session);
    this.#ask();
    for (;;) {
      const { value, done } = await this.#terminal.answers.next();
      this.#asking = false;
      if (done) break;
      if (this.#terminal.echoes) this.#out.answered();
      if (!(await this.#act(value.trim()))) break;
      await idle(session);
      if (session.failure) break;
      // Nobody reads what follows on an Enter that means nothing and comes from a pipe; there may be a flood of them.
      if (!this.#asking) this.#ask();
    }
    const { settled, total } = progress(session.state);
    const again = commandAgain(session.lesson.id, this.#choices.room);
    this.#out.line(this.#say.left(session.lesson.id, settled, total, again));
  }

  /** Says something that nobody has asked for; a question that it comes between is asked again. */
  #tell(lines: readonly string[]): void {
    this.#out.lines(lines);
    if (this.#asking && !this.#out.isAsking) this.#ask();
  }

  close(): void {
    for (const end of this.#ends) end();
  }

  #begin(): void {
    const session = this.#session;
    const { tour, at } = this.#choices;
    const welcome = greeting(session, this.#newNotes());
    if (!session.opening.resumed) this.#narrator.intro();
    if (tour) {
      this.#out.lines(['', this.#say.tourTitle, ...tourLines(this.#say, width)]);
      tour.seen();
    }
    if (welcome) this.#out.line(welcome(this.#say));
    const plan = at === undefined ? undefined : planFor(session, 'jump', at);
    if (plan) this.#agreement.propose(plan);
    // A plan that has nothing to ask has told of its step.
    if (!plan || this.#agreement.offers) this.#narrator.step();
  }

  /** Does what a line asks for. @returns whether there is more to answer */
  async #act(line: string): Promise<boolean> {
    if (this.#agreement.offers) return this.#agreed(line);
    const ofRoom = this.#room?.answer(line, this.#say, width);
    if (ofRoom) {
      if ('kind' in ofRoom) this.#agreement.propose(ofRoom);
      else this.#out.lines(ofRoom);
      return true;
    }
    const answered = answer(line, this.#session);
    if (typeof answered === 'object') this.#agreement.propose(answered);
    if (answered === 'leave') return false;
    if (answered === 'finish') return this.#finish();
    if (answered === 'shell') return this.#shell();
    if (answered === 'hint') this.#hint();
    if (answered === 'why') this.#narrator.why();
    if (answered === 'steps') this.#narrator.steps();
    if (answered === 'how-to-edit') this.#out.line(this.#say.plainEdit(wordFor('edit', this.#say)));
    if (answered === 'how-to-aside') this.#out.line(this.#say.output.plainAside(wordFor('aside', this.#say)));
    if (answered === 'nothing-to-undo') this.#out.line(this.#say.learning.nothingRunsYet);
    if (answered === 'help') this.#out.lines(plainHelp(this.#say, width, this.#terminal.echoes));
    if (!answered && line === '') this.#asking = !this.#terminal.echoes;
    else if (!answered) this.#out.line(this.#say.plainUnknown(line));
    return true;
  }

  async #agreed(line: string): Promise<boolean> {
    const agreed = await this.#agreement.answer(line);
    if (agreed === 'start-over') this.#choices.startOver?.();
    return agreed !== 'start-over';
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
    this.#terminal.pause();
    try {
      return await runShell(this.#session);
    } catch (error) {
      this.#out.line((error as Error).message);
      return true;
    } finally {
      this.#terminal.resume();
    }
  }

  /** What can be answered now: `[Enter run, e edit, … q leave] `. */
  #ask(): void {
    const choices = this.#offers().map(
      ({ intent, text, keys }) => `${keys ?? wordFor(intent, this.#say)} ${text}`,
    );
    this.#out.ask(this.#say.plainPrompt(choices.join(', ')));
    this.#asking = true;
  }

  #offers(): readonly Offer[] {
    const offers =
      this.#agreement.offers ??
      stepOffers(this.#session, this.#say, { ...nothingOnScreen, room: this.#choices.room });
    return (
      offers
        .filter(
          ({ intent }) => !onScreenOnly.includes(intent) && (intent !== 'shell' || this.#terminal.echoes),
        )
        // No line holds Esc. Whatever is no yes gives a plan up; this is what comes to mind.
        .map((offer) => (offer.intent === 'close' ? { ...offer, intent: 'quit' } : offer))
    );
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
