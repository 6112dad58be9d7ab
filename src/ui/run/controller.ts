import type { Entry } from '../../engine/events.ts';
import { actions, lostSteps, neighbour } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';
import { keyName } from '../footer.ts';
import type { Row, Size } from '../frame.ts';
import { messages } from '../i18n/catalogues.ts';
import type { Messages } from '../i18n/messages.ts';
import type { Press } from '../keys/key.ts';
import { nameOfPress } from '../keys/key-names.ts';
import { type Intent, intentOf } from '../keys/keymap.ts';
import { Store } from '../store.ts';
import type { Wheel } from '../terminal/mouse.ts';
import { sentences } from '../text.ts';
import type { Tour } from '../tour.ts';
import { asideNotice } from './aside-notice.ts';
import { ClusterView } from './cluster/cluster-view.ts';
import { newNotes, sayNotes } from './cluster-notes.ts';
import { type Copy, copyCommand, copyOutput } from './copying.ts';
import { greeting } from './greeting.ts';
import { changeLanguage } from './language.ts';
import { sayLost } from './lost.ts';
import { Pace } from './pace.ts';
import { Pages } from './pages.ts';
import { primaryAction } from './primary.ts';
import { answerByKey, newQuestions } from './questions.ts';
import { paneUnder, scrollPane, scrollStep, wheelLines } from './scroll.ts';
import { searchOn } from './searching.ts';
import { askHint } from './section.ts';
import { type StepScreen, stepScreen } from './step-screen.ts';
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
  /** Milliseconds after which a step that is done gives way to the next one; undefined waits for a key. */
  readonly pace?: number | undefined;
  /** Told before the screen is left, that the run is to be forgotten and begun anew. */
  readonly startOver?: (() => void) | undefined;
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
  readonly #pace: Pace;
  #output: { of: unknown; end: () => void } | undefined;

  constructor(session: Session, choices: RunChoices = {}) {
    this.#pace = new Pace(session, choices.pace, {
      announce: (seconds) => this.notify((say) => say.goesOn(seconds)),
      goOn: () => this.#goOn(),
    });
    this.#session = session;
    this.#newNotes = newNotes(session);
    this.#newQuestion = newQuestions(session);
    this.#view = createView(greeting(session, this.#newNotes()), choices.tour ? 'tour' : 'step');
    this.#cluster = new ClusterView(session, this.#view, () => this.#changed());
    this.#pages = new Pages(session, this.#view, choices);
    this.#typing = new Typing(session, this.#view);
    this.#underWay = new UnderWay(session, this.#view);
    this.#steps = new StepsView(session, this.#view, {
      begin: (plan) => void this.#underWay.begin(plan),
      startOver: choices.startOver,
    });
    this.#unsubscribe = [this.#view.subscribe(this.#changed), session.subscribe(this.#onEvent)];
    this.#watchOutput();
  }

  close(): void {
    this.#pace.hold();
    this.#cluster.close();
    this.#underWay.close();
    for (const end of [...this.#unsubscribe, this.#output?.end]) end?.();
  }

  rows(size: Size): readonly Row[] {
    const { screen } = this.#view.get();
    if (screen === 'steps') return this.#steps.rows(size);
    if (screen === 'cluster' || screen === 'object') return this.#cluster.rows(size, this.#say);
    const page = this.#pages.shown;
    if (page) return this.#pages.rows(page, size);
    return this.#screen(size)?.rows ?? [];
  }

  /** Told after each drawing: what is not on the screen is not looked at. */
  drawn(size: Size): void {
    this.#cluster.fit(size);
  }

  press(press: Press, host: Host): void {
    this.#pace.hold();
    const view = this.#view.get();
    // The first page has no room for it: it is still to be read.
    if (view.notice && view.screen !== 'tour') this.#view.update({ notice: undefined });
    if (view.input) this.#typing.press(press, this.#screen(host.size));
    else if (view.screen !== 'step' || !answerByKey(this.#session, nameOfPress(press)))
      this.#act(intentOf(press, view.search !== undefined && view.screen === 'step'), host);
  }

  /** Pasted text is typed where something is typed; it never acts as keys. */
  paste(text: string): void {
    this.#typing.paste(text);
  }

  /** A turn of the wheel scrolls what is under it. */
  wheel(wheel: Wheel, size: Size): void {
    const intent = wheel.direction < 0 ? 'up' : 'down';
    const page = this.#pages.shown;
    const screen = this.#view.get().screen === 'step' ? this.#screen(size) : undefined;
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

  #act(intent: Intent | undefined, host: Host): void {
    if (!intent) return;
    const { screen } = this.#view.get();
    const page = this.#pages.shown;
    if (page) this.#pages.press(page, intent, host);
    else if (screen === 'steps') this.#steps.press(intent, host);
    else if (screen === 'cluster' || screen === 'object') this.#cluster.press(intent, host.size, this.#say);
    else this.#step(intent, host);
  }

  #step(intent: Intent, host: Host): void {
    if (this.#underWay.press(intent)) return;
    const { focus } = this.#view.get();
    const height = focus === 'cluster' ? this.#screen(host.size)?.heights.cluster : undefined;
    if (height && this.#cluster.pressBeside(intent, this.#say, height)) return;
    const session = this.#session;
    const allowed = actions(session.state);
    const acts: Partial<Record<Intent, () => void>> = {
      primary: () => this.#primary(),
      again: () => session.run(),
      edit: () => this.#typing.command(),
      aside: () => this.#typing.aside(),
      search: () => this.#typing.search(this.#screen(host.size)),
      'find-next': () => this.#searchOn(1, host.size),
      'find-previous': () => this.#searchOn(-1, host.size),
      close: () => this.#view.update({ search: undefined }),
      copy: () => this.notify(copyCommand(session, host.copy)),
      'copy-output': () => this.notify(copyOutput(session, host.copy)),
      hint: () => {
        const words = askHint(session, this.#say);
        if (words !== undefined) this.notify(() => words);
      },
      why: () => this.#show('why'),
      steps: () => this.#steps.open(),
      next: () => this.#next(),
      back: () => session.back(),
      skip: () => this.#skip(),
      mend: () => this.#mend(),
      stop: () =>
        allowed.has('stop') ? session.stop() : this.notify((say) => say.ctrlC(keyName('quit', say))),
      shell: () => allowed.has('shell') && host.openShell(),
      language: () => changeLanguage(session),
      cluster: () => this.#show('cluster'),
      changes: () => this.#show('changes'),
      help: () => this.#show('help'),
      quit: () => host.leave(),
    };
    const act = acts[intent];
    if (act) act();
    else this.#scroll(intent, host.size);
  }

  #primary(): void {
    const action = primaryAction(this.#session.state);
    if (action === 'run') this.#session.run();
    else if (action) this.#next();
  }

  /** Goes on; from the last step, to the last page. */
  #next(): void {
    const isLast = actions(this.#session.state).has('finish');
    this.#session.next();
    if (isLast) this.#show('finish');
  }

  /** Goes on because the learner's pace says so, unless something else is on the screen now. */
  #goOn(): void {
    const { screen, input, search } = this.#view.get();
    if (screen !== 'step' || input || search || this.#session.state.shellOpen || this.#underWay.isOn) return;
    this.notify(undefined);
    this.#next();
  }

  /** Goes to the first step whose effect was lost. */
  #mend(): void {
    const [lost] = lostSteps(this.#session.state);
    if (lost) this.#session.openStep(lost.plan.id);
  }

  #skip(): void {
    const { state } = this.#session;
    const isLast = actions(state).has('skip') && !neighbour(state, 1);
    this.#session.skip();
    if (isLast) this.#show('finish');
  }

  #show(screen: RunView['screen']): void {
    this.#view.update({ screen, page: 0 });
  }

  #screen(size: Size): StepScreen | undefined {
    const pane = this.#cluster.isBeside(size) ? this.#cluster.pane : undefined;
    return stepScreen(this.#session, this.#view.get(), size, this.#say, pane);
  }

  #scroll(intent: Intent, size: Size): void {
    const screen = this.#screen(size);
    if (screen) this.#view.update(scrollStep(intent, screen, this.#view.get()));
  }

  #searchOn(direction: 1 | -1, size: Size): void {
    const screen = this.#screen(size);
    if (screen) this.#view.update(searchOn(direction, screen, this.#view.get()));
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
