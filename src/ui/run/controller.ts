import type { Entry } from '../../engine/events.ts';
import type { Session } from '../../runner/session.ts';
import type { Row, Size } from '../frame.ts';
import { messages } from '../i18n/catalogues.ts';
import type { Messages } from '../i18n/messages.ts';
import type { Press } from '../keys/key.ts';
import { intentOf } from '../keys/keymap.ts';
import { Store } from '../store.ts';
import type { Wheel } from '../terminal/mouse.ts';
import { sentences } from '../text.ts';
import type { Tour } from '../tour.ts';
import { asideNotice } from './aside-notice.ts';
import { type BesideChoice, ClusterView } from './cluster/cluster-view.ts';
import { newNotes, sayNotes } from './cluster-notes.ts';
import type { Copy } from './copying.ts';
import { greeting } from './greeting.ts';
import { sayLost } from './lost.ts';
import { Pace } from './pace.ts';
import { Pages } from './pages.ts';
import { newQuestions } from './questions.ts';
import type { ClassRoom } from './room/class-room.ts';
import { RoomWatch } from './room/room-watch.ts';
import { paneUnder, scrollPane, wheelLines } from './scroll.ts';
import { StepKeys } from './step-keys.ts';
import { type StepScreen, stepScreen } from './step-screen.ts';
import { planFor } from './steps/plan.ts';
import { StepsView } from './steps/steps-view.ts';
import { UnderWay } from './steps/under-way.ts';
import { Typing } from './typing.ts';
import { createView, type RunView, stepTop } from './view.ts';

/** What a run's screen needs of the terminal. */
export interface Host {
  readonly size: Size;
  readonly leave: () => void;
  /** Hands the terminal over to the learner's own shell until they come back. */
  readonly openShell: () => void;
  readonly copy: Copy;
}

/** What the learner chose, and what only the command line can do. */
export interface RunChoices {
  /** Told first, where it was not told before. */
  readonly tour?: Tour | undefined;
  /** What was chosen in earlier runs. */
  readonly beside?: BesideChoice | undefined;
  /** The step to go to first; those before it are done on the way, after a yes. */
  readonly at?: string | undefined;
  /** Milliseconds after which a step that is done gives way to the next one; undefined waits for a key. */
  readonly pace?: number | undefined;
  /** Told before the screen is left, that the run is to be forgotten and begun anew. */
  readonly startOver?: (() => void) | undefined;
  /** The room that the run is a part of. */
  readonly room?: ClassRoom | undefined;
  /** Writes down what was done. @returns the file */
  readonly saveTranscript?: (() => string) | undefined;
}

/** A run on the screen, without the screen: what it shows, and what each key does. */
export class RunController {
  /** Grows whenever the screen has to be drawn again. */
  readonly version = new Store(0);
  readonly #session: Session;
  readonly #view: Store<RunView>;
  readonly #cluster: ClusterView;
  readonly #typing: Typing;
  readonly #steps: StepsView;
  readonly #underWay: UnderWay;
  readonly #newNotes: ReturnType<typeof newNotes>;
  readonly #newQuestion: ReturnType<typeof newQuestions>;
  readonly #unsubscribe: (() => void)[];
  readonly #pages: Pages;
  readonly #stepKeys: StepKeys;
  readonly #pace: Pace;
  readonly #room: RoomWatch | undefined;
  #output: { of: unknown; end: () => void } | undefined;

  constructor(session: Session, choices: RunChoices = {}) {
    this.#pace = new Pace(session, choices.pace, {
      announce: (seconds) => this.notify((say) => say.goesOn(seconds)),
      goOn: () => this.#goOn(),
    });
    this.#session = session;
    this.#newNotes = newNotes(session);
    this.#newQuestion = newQuestions(session);
    const notice = greeting(session, this.#newNotes());
    const hidesCluster = choices.beside?.isHidden ?? false;
    const { tour, room } = choices;
    this.#view = createView({ notice, hidesCluster, screen: tour ? 'tour' : 'step', room });
    this.#cluster = new ClusterView(session, this.#view, () => this.#changed(), choices.beside);
    const seen = () => {
      tour?.seen();
      this.#goTo(choices.at);
    };
    this.#pages = new Pages(session, this.#view, { ...choices, tour: tour && { seen } });
    this.#typing = new Typing(session, this.#view);
    this.#underWay = new UnderWay(session, this.#view);
    this.#steps = new StepsView(session, this.#view, {
      begin: (plan) => void this.#underWay.begin(plan),
      startOver: choices.startOver,
    });
    this.#room = room && new RoomWatch(room, session, this.#view);
    this.#stepKeys = new StepKeys({
      session,
      view: this.#view,
      cluster: this.#cluster,
      typing: this.#typing,
      steps: this.#steps,
      underWay: this.#underWay,
      room: this.#room,
      screen: (size) => this.#screen(size),
    });
    this.#unsubscribe = [this.#view.subscribe(this.#changed), session.subscribe(this.#onEvent)];
    this.#watchOutput();
    if (!tour) this.#goTo(choices.at);
  }

  close(): void {
    this.#pace.hold();
    this.#room?.close();
    this.#cluster.close();
    this.#underWay.close();
    for (const end of [...this.#unsubscribe, this.#output?.end]) end?.();
  }

  rows(size: Size): readonly Row[] {
    const { screen } = this.#view.get();
    const page = this.#pages.shown;
    if (page) return this.#pages.rows(page, size);
    if (screen === 'steps') return this.#steps.rows(size);
    if (screen === 'cluster' || screen === 'object') return this.#cluster.rows(size, this.#say);
    return this.#screen(size)?.rows ?? [];
  }

  /** Told after each drawing: what is not on the screen is not looked at. */
  drawn(size: Size): void {
    this.#cluster.fit(size);
  }

  press(press: Press, host: Host): void {
    this.#pace.hold();
    this.#room?.pressed();
    const view = this.#view.get();
    // The first page has no room for it: it is still to be read.
    if (view.notice && view.screen !== 'tour') this.#view.update({ notice: undefined });
    if (view.input) this.#typing.press(press, this.#screen(host.size));
    else this.#act(press, host);
  }

  /** Pasted text is typed where something is typed; it never acts as keys. */
  paste(text: string): void {
    this.#typing.paste(text);
  }

  /** A turn of the wheel scrolls what is under it. */
  wheel(wheel: Wheel, size: Size): void {
    const intent = wheel.direction < 0 ? 'up' : 'down';
    const page = this.#pages.shown;
    const screen = !page && this.#view.get().screen === 'step' ? this.#screen(size) : undefined;
    const pane = screen && paneUnder(wheel, screen, this.#view.get());
    for (let line = 0; line < wheelLines; line++) {
      if (page) this.#pages.scroll(page, intent, size);
      else if (this.#view.get().screen === 'steps') this.#steps.press(intent, { size, leave: () => {} });
      else if (!screen) this.#cluster.press(intent, size, this.#say);
      else if (pane === 'cluster') this.#cluster.pressBeside(intent, this.#say, screen.heights.cluster);
    }
    if (screen && pane && pane !== 'cluster')
      this.#view.update(scrollPane(pane, wheel.direction * wheelLines, screen, this.#view.get()));
  }

  /** Says something until the next key. */
  notify(notice: RunView['notice']): void {
    this.#view.update({ notice });
  }

  get #say(): Messages {
    return messages(this.#session.state.language);
  }

  #act(press: Press, host: Host): void {
    const view = this.#view.get();
    const { screen } = view;
    // What is found is in the output: where the focus is on the cluster, the keys are about that.
    const isSearching = view.search !== undefined && screen === 'step' && view.focus !== 'cluster';
    const intent = intentOf(press, isSearching);
    if (!intent) return;
    const page = this.#pages.shown;
    if (intent === 'help' && page !== 'help' && page !== 'tour') this.#pages.openHelp();
    else if (page) this.#pages.press(page, intent, host);
    else if (screen === 'steps') this.#steps.press(intent, host);
    else if (screen === 'cluster' || screen === 'object') this.#cluster.press(intent, host.size, this.#say);
    else this.#stepKeys.press(press, intent, host);
  }

  /** Opens a step; where others are to be done first, what that would be. */
  #goTo(step: string | undefined): void {
    const plan = step === undefined ? undefined : planFor(this.#session, 'jump', step);
    if (plan) this.#steps.propose(plan);
  }

  /** Goes on because the learner's pace says so, unless something else is on the screen now. */
  #goOn(): void {
    const { screen, help, input, search } = this.#view.get();
    if (
      screen !== 'step' ||
      help !== undefined ||
      input ||
      search ||
      this.#session.state.shellOpen ||
      this.#underWay.isOn
    )
      return;
    this.notify(undefined);
    this.#stepKeys.next();
  }

  #screen(size: Size): StepScreen | undefined {
    const pane = this.#cluster.isBeside(size) ? this.#cluster.pane : undefined;
    return stepScreen(this.#session, this.#view.get(), size, this.#say, pane);
  }

  readonly #changed = (): void => this.version.set(this.version.get() + 1);

  readonly #onEvent = (entry?: Entry): void => {
    this.#watchOutput();
    if (entry?.type === 'step-opened') this.#view.update(stepTop);
    if (entry?.type === 'command-started')
      this.#view.update({ focus: 'output', output: undefined, checks: undefined, search: undefined });
    if (entry?.type === 'aside-started') this.#view.update({ focus: 'output', output: undefined });
    if (entry?.type === 'aside-ended') this.notify(asideNotice(entry, this.#session));
    if (entry?.type === 'step-regressed') {
      const { lesson } = this.#session;
      this.notify((say) => sayLost(lesson, this.#session.state, say));
    }
    if (entry?.type === 'command-ended') {
      const notes = this.#newNotes();
      if (notes.length > 0) this.notify((say) => sentences(sayNotes(notes, say)));
    }
    this.#pace.keep();
    if (entry?.type === 'hint-shown') this.#view.update({ focus: 'prose', prose: 'last-hint' });
    if (entry?.type === 'question-answered') this.#view.update({ focus: 'prose', prose: 'question' });
    const choices = this.#newQuestion(entry);
    if (choices !== undefined)
      this.#view.update({ prose: 'question', notice: (say) => say.learning.questionWaits(choices) });
    this.#changed();
  };

  /** Follows the output of the command that was started last for the current step. */
  #watchOutput(): void {
    const { current } = this.#session.state;
    const output = current === undefined ? undefined : this.#session.output(current);
    if (output === this.#output?.of) return;
    this.#output?.end();
    this.#output = output && { of: output, end: output.subscribe(this.#changed) };
  }
}
