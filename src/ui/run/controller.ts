import type { Entry } from '../../engine/events.ts';
import { actions, currentStep, lostSteps, neighbour } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';
import { keyName } from '../footer.ts';
import type { Row, Size } from '../frame.ts';
import { closesHelp, helpPage } from '../help.ts';
import { messages } from '../i18n/catalogues.ts';
import type { Messages } from '../i18n/messages.ts';
import { insert } from '../keys/edit-keys.ts';
import { edit, editOf } from '../keys/editor.ts';
import type { Press } from '../keys/key.ts';
import { type Intent, intentOf } from '../keys/keymap.ts';
import { pageRows, pageWidth, scrollPage } from '../page.ts';
import { Store } from '../store.ts';
import { sentences } from '../text.ts';
import { type Tour, tourPage } from '../tour.ts';
import { ClusterView } from './cluster/cluster-view.ts';
import { newNotes, sayNotes } from './cluster-notes.ts';
import { editPress } from './edit-press.ts';
import { finishPage, openStepOf } from './finish.ts';
import { greeting } from './greeting.ts';
import { nextLanguage } from './language.ts';
import { sayLost } from './lost.ts';
import { Pace } from './pace.ts';
import { primaryAction } from './primary.ts';
import { scrollStep } from './scroll.ts';
import { askHint } from './section.ts';
import { stepScreen } from './step-screen.ts';
import { createView, type RunView, stepTop } from './view.ts';

/** What a run's screen needs of the terminal. */
export interface Host {
  readonly size: Size;
  readonly leave: () => void;
  /** Hands the terminal over to the learner's own shell until they come back. */
  readonly openShell: () => void;
}

/** What the learner chose, and what only the command line can do. */
export interface RunChoices {
  /** Told first, where it was not told before. */
  readonly tour?: Tour | undefined;
  /** Milliseconds after which a step that is done gives way to the next one; undefined waits for a key. */
  readonly pace?: number | undefined;
}

/** A run on the screen, without the screen: what it shows, and what each key does. */
export class RunController {
  /** Grows whenever the screen has to be drawn again. */
  readonly version = new Store(0);
  readonly #session: Session;
  readonly #view: Store<RunView>;
  readonly #cluster: ClusterView;
  readonly #newNotes: ReturnType<typeof newNotes>;
  readonly #unsubscribe: (() => void)[];
  readonly #choices: RunChoices;
  readonly #pace: Pace;
  #output: { of: unknown; end: () => void } | undefined;

  constructor(session: Session, choices: RunChoices = {}) {
    this.#choices = choices;
    this.#pace = new Pace(session, choices.pace, {
      announce: (seconds) => this.notify((say) => say.goesOn(seconds)),
      goOn: () => this.#goOn(),
    });
    this.#session = session;
    this.#newNotes = newNotes(session);
    this.#view = createView(greeting(session, this.#newNotes()), choices.tour ? 'tour' : 'step');
    this.#cluster = new ClusterView(session, this.#view, () => this.#changed());
    this.#unsubscribe = [this.#view.subscribe(this.#changed), session.subscribe(this.#onEvent)];
    this.#watchOutput();
  }

  close(): void {
    this.#pace.hold();
    this.#cluster.close();
    for (const end of [...this.#unsubscribe, this.#output?.end]) end?.();
  }

  rows(size: Size): readonly Row[] {
    const view = this.#view.get();
    const say = this.#say;
    if (view.screen === 'tour') return pageRows(size, say, tourPage(say, pageWidth(size)), view.page);
    if (view.screen === 'help') return pageRows(size, say, helpPage(say, pageWidth(size)), view.page);
    if (view.screen === 'finish')
      return pageRows(size, say, finishPage(this.#session, say, pageWidth(size)), view.page);
    if (view.screen === 'cluster' || view.screen === 'object') return this.#cluster.rows(size, say);
    return this.#stepScreen(size)?.rows ?? [];
  }

  /** Told after each drawing: what is not on the screen is not looked at. */
  drawn(size: Size): void {
    this.#cluster.fit(size);
  }

  press(press: Press, host: Host): void {
    this.#pace.hold();
    const view = this.#view.get();
    if (view.notice) this.#view.update({ notice: undefined });
    if (view.edit) editPress(press, view.edit, this.#session, this.#view);
    else this.#act(intentOf(press), host);
  }

  /** Pasted text is typed into the command that is edited; it never acts as keys. */
  paste(text: string): void {
    const { edit: edited } = this.#view.get();
    const key = edited && insert(text);
    if (key) this.#view.update({ edit: edit(edited, key) });
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
    if (screen === 'tour') this.#tour(intent, host);
    else if (screen === 'help') this.#help(intent, host);
    else if (screen === 'finish') this.#finish(intent, host);
    else if (screen === 'cluster' || screen === 'object') this.#cluster.press(intent, host.size, this.#say);
    else this.#step(intent, host);
  }

  #tour(intent: Intent, { size }: Host): void {
    if (closesHelp(intent)) {
      this.#choices.tour?.seen();
      this.#show('step');
    } else if (intent === 'language') this.#changeLanguage();
    else this.#scrollPage(intent, tourPage(this.#say, pageWidth(size)).lines.length, size);
  }

  #help(intent: Intent, { size }: Host): void {
    if (closesHelp(intent)) this.#show('step');
    else this.#scrollPage(intent, helpPage(this.#say, pageWidth(size)).lines.length, size);
  }

  #finish(intent: Intent, { size, leave }: Host): void {
    const open = openStepOf(this.#session.state);
    if (intent === 'quit' || (intent === 'primary' && !open)) leave();
    else if (intent === 'back' || intent === 'close') this.#show('step');
    else if (intent === 'language') this.#changeLanguage();
    else if (intent === 'primary' && open) {
      this.#session.openStep(open.plan.id);
      this.#show('step');
    } else {
      this.#scrollPage(intent, finishPage(this.#session, this.#say, pageWidth(size)).lines.length, size);
    }
  }

  #scrollPage(intent: Intent, lines: number, size: Size): void {
    const page = scrollPage(intent, this.#view.get().page, lines, size);
    if (page !== undefined) this.#view.update({ page });
  }

  #step(intent: Intent, host: Host): void {
    const { focus } = this.#view.get();
    const height = focus === 'cluster' ? this.#stepScreen(host.size)?.heights.cluster : undefined;
    if (height && this.#cluster.pressBeside(intent, this.#say, height)) return;
    const session = this.#session;
    const allowed = actions(session.state);
    const acts: Partial<Record<Intent, () => void>> = {
      primary: () => this.#primary(),
      again: () => session.run(),
      edit: () => this.#beginEdit(),
      hint: () => {
        const words = askHint(session, this.#say);
        if (words !== undefined) this.notify(() => words);
      },
      next: () => this.#next(),
      back: () => session.back(),
      skip: () => this.#skip(),
      mend: () => this.#mend(),
      stop: () =>
        allowed.has('stop') ? session.stop() : this.notify((say) => say.ctrlC(keyName('quit', say))),
      shell: () => allowed.has('shell') && host.openShell(),
      language: () => this.#changeLanguage(),
      cluster: () => this.#show('cluster'),
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
    const { screen, edit: edited } = this.#view.get();
    if (screen !== 'step' || edited || this.#session.state.shellOpen) return;
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

  #scroll(intent: Intent, size: Size): void {
    const screen = this.#stepScreen(size);
    if (screen) this.#view.update(scrollStep(intent, screen, this.#view.get()));
  }

  #stepScreen(size: Size): ReturnType<typeof stepScreen> {
    const pane = this.#cluster.isBeside(size) ? this.#cluster.pane : undefined;
    return stepScreen(this.#session, this.#view.get(), size, this.#say, pane);
  }

  #beginEdit(): void {
    const step = currentStep(this.#session.state);
    if (!step || !actions(this.#session.state).has('run')) return;
    const command = step.command?.command ?? this.#session.step(step.plan.id).run ?? '';
    this.#view.update({ edit: editOf(command.trimEnd()) });
  }

  #changeLanguage(): void {
    this.#session.setLanguage(nextLanguage(this.#session.lesson, this.#session.state.language));
  }

  readonly #changed = (): void => this.version.set(this.version.get() + 1);

  readonly #onEvent = (entry?: Entry): void => {
    this.#watchOutput();
    if (entry?.type === 'step-opened') this.#view.update(stepTop);
    if (entry?.type === 'command-started')
      this.#view.update({ focus: 'output', output: undefined, checks: undefined });
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
