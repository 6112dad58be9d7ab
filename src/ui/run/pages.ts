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
import { changeLanguage, commonOffers, languageOffer } from './language.ts';
import { roomPage } from './room/room-page.ts';
import { savedTranscript } from './saved-transcript.ts';
import type { RunView } from './view.ts';
import { whyPage } from './why.ts';

const pages = ['tour', 'why', 'changes', 'room', 'finish'] as const;

type PageName = (typeof pages)[number] | 'help';

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
    const { help, screen } = this.#view.get();
    return help === undefined ? pages.find((page) => page === screen) : 'help';
  }

  /** Lays the help over what is on the screen. */
  openHelp(): void {
    this.#view.update({ help: 0 });
  }

  rows(page: PageName, size: Size): Row[] {
    return pageRows(size, this.#say, this.#make(page, size), this.#offset(page));
  }

  press(
    page: PageName,
    intent: Intent,
    { size, leave, openShell }: Pick<Host, 'size' | 'leave' | 'openShell'>,
  ): void {
    if (page === 'help' && closesHelp(intent)) this.#view.update({ help: undefined });
    else if (page === 'finish' && this.#finish(intent, leave)) return;
    else if (page === 'why' && intent === 'shell' && actions(this.#session.state).has('shell')) openShell();
    // The key that shows a page leaves it, too.
    else if (page !== 'finish' && (closesHelp(intent) || page === intent)) {
      this.#toStep();
      if (page === 'tour') this.#choices.tour?.seen();
    } else if (intent === 'language') changeLanguage(this.#session);
    else this.scroll(page, intent, size);
  }

  scroll(page: PageName, intent: Intent, size: Size): void {
    const lines = this.#make(page, size).lines.length;
    const offset = scrollPage(intent, this.#offset(page), lines, size);
    if (offset !== undefined) this.#view.update(page === 'help' ? { help: offset } : { page: offset });
  }

  #offset(page: PageName): number {
    const view = this.#view.get();
    return page === 'help' ? (view.help ?? 0) : view.page;
  }

  get #say() {
    return messages(this.#session.state.language);
  }

  #make(page: PageName, size: Size): Page {
    const { lesson, state } = this.#session;
    const made = this.#makeOwn(page, pageWidth(size));
    const hasHelp = page !== 'help' && page !== 'tour';
    const common = hasHelp ? commonOffers(this.#session, this.#say) : languageOffer(lesson, state.language);
    return { ...made, offers: [...made.offers, ...common] };
  }

  #makeOwn(page: PageName, width: number): Page {
    if (page === 'tour') return tourPage(this.#say, width);
    if (page === 'help') return helpPage(this.#say, width);
    if (page === 'why') return whyPage(this.#session, this.#say, width);
    const { room } = this.#view.get();
    if (page === 'room' && room) return roomPage(this.#session, room, this.#say, width);
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
