import { actions } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';
import type { Row, Size } from '../frame.ts';
import { closesHelp, helpPage } from '../help.ts';
import { messages } from '../i18n/catalogues.ts';
import type { Intent } from '../keys/keymap.ts';
import { type Page, pageRows, pageWidth, scrollPage } from '../page.ts';
import type { Store } from '../store.ts';
import { tourPage } from '../tour.ts';
import { changesPage } from './cluster/changes-page.ts';
import type { Host, RunChoices } from './controller.ts';
import { finishPage, openStepOf } from './finish.ts';
import { changeLanguage, languageOffer } from './language.ts';
import { savedTranscript } from './saved-transcript.ts';
import type { RunView } from './view.ts';
import { whyPage } from './why.ts';

const pages = ['tour', 'help', 'why', 'changes', 'finish'] as const;

type PageName = (typeof pages)[number];

/** The screens of a run that are lines to read: what they show, and what each key does there. */
export class Pages {
  readonly #session: Session;
  readonly #view: Store<RunView>;
  readonly #choices: RunChoices;

  constructor(session: Session, view: Store<RunView>, choices: RunChoices) {
    this.#session = session;
    this.#view = view;
    this.#choices = choices;
  }

  /** The page that is shown; undefined where another screen is. */
  get shown(): PageName | undefined {
    return pages.find((page) => page === this.#view.get().screen);
  }

  rows(page: PageName, size: Size): Row[] {
    return pageRows(size, this.#say, this.#make(page, size), this.#view.get().page);
  }

  press(
    page: PageName,
    intent: Intent,
    { size, leave, openShell }: Pick<Host, 'size' | 'leave' | 'openShell'>,
  ): void {
    if (page === 'finish' && this.#finish(intent, leave)) return;
    if (page === 'why' && intent === 'shell' && actions(this.#session.state).has('shell')) openShell();
    // The key that shows a page leaves it, too.
    else if (page !== 'finish' && (closesHelp(intent) || page === intent)) {
      this.#toStep();
      if (page === 'tour') this.#choices.tour?.seen();
    } else if (intent === 'language') changeLanguage(this.#session);
    else this.scroll(page, intent, size);
  }

  scroll(page: PageName, intent: Intent, size: Size): void {
    const lines = this.#make(page, size).lines.length;
    const offset = scrollPage(intent, this.#view.get().page, lines, size);
    if (offset !== undefined) this.#view.update({ page: offset });
  }

  get #say() {
    return messages(this.#session.state.language);
  }

  #make(page: PageName, size: Size): Page {
    const { lesson, state } = this.#session;
    const made = this.#makeOwn(page, pageWidth(size));
    return { ...made, offers: [...made.offers, ...languageOffer(lesson, state.language)] };
  }

  #makeOwn(page: PageName, width: number): Page {
    if (page === 'tour') return tourPage(this.#say, width);
    if (page === 'help') return helpPage(this.#say, width);
    if (page === 'why') return whyPage(this.#session, this.#say, width);
    if (page === 'changes') return changesPage(this.#session, this.#say, width);
    return finishPage(this.#session, this.#say, width, this.#view.get().notice?.(this.#say));
  }

  /** @returns false for keys that are about something else */
  #finish(intent: Intent, leave: () => void): boolean {
    const open = openStepOf(this.#session.state);
    if (intent === 'quit' || (intent === 'primary' && !open)) leave();
    else if (intent === 'back' || intent === 'close') this.#toStep();
    else if (intent === 'transcript')
      this.#view.update({ notice: savedTranscript(this.#choices.saveTranscript), page: 0 });
    else if (intent === 'primary' && open) {
      this.#session.openStep(open.plan.id);
      this.#toStep();
    } else return false;
    return true;
  }

  #toStep(): void {
    this.#view.update({ screen: 'step', page: 0 });
  }
}
