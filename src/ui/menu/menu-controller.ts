import type { PilotageError } from '../../base/errors.ts';
import type { Language } from '../../base/languages.ts';
import { isFinished } from '../../engine/select.ts';
import { type LessonGlance, proseOf } from '../../lesson/load.ts';
import type { Row, Size } from '../frame.ts';
import { closesHelp, helpPage } from '../help.ts';
import { messages } from '../i18n/catalogues.ts';
import type { Press } from '../keys/key.ts';
import { type Intent, intentOf } from '../keys/keymap.ts';
import { type Page, pageRows, pageWidth, scrollBy, scrollPage } from '../page.ts';
import { languageOffer, nextLanguage } from '../run/language.ts';
import { clampOffset } from '../scrolled.ts';
import { Store } from '../store.ts';
import type { Examined } from './doctor-lines.ts';
import { type MenuItem, type MenuView, menuScreen } from './menu-screen.ts';
import type { MenuServices } from './menu-services.ts';
import { problemPage } from './problem-page.ts';

export interface MenuChoice {
  readonly lesson: LessonGlance;
  readonly language: Language;
  readonly cluster: string;
}

/** How the menu is opened. */
export interface MenuStart {
  readonly language: Language;
  readonly cluster: string;
  /** The workshop that was chosen before. */
  readonly lesson?: string | undefined;
  /** Why the workshop that was chosen before could not be begun, or gone on with. */
  readonly problem?: PilotageError | undefined;
}

type DoctorLines = typeof import('./doctor-lines.ts');

/** The menu without the screen: what it shows, and what each key does. */
export class MenuController {
  readonly view: Store<MenuView>;
  readonly #services: MenuServices;
  readonly #problem: PilotageError | undefined;
  #choice: MenuChoice | undefined;
  /** Its words are many, and loaded once they are asked for. */
  #doctor: { readonly make: DoctorLines['doctorLines']; readonly examined: Examined } | undefined;

  constructor(services: MenuServices, { language, cluster, lesson, problem }: MenuStart) {
    this.#services = services;
    this.#problem = problem;
    const page = problem && 'problem';
    const at = firstChoice(services.items(cluster), lesson);
    this.view = new Store<MenuView>({ at, language, cluster, page, offset: 0 });
  }

  /** What was chosen; undefined while nothing is. */
  get choice(): MenuChoice | undefined {
    return this.#choice;
  }

  rows(size: Size): readonly Row[] {
    const view = this.view.get();
    const say = messages(view.language);
    const page = this.#page(size);
    if (page) return pageRows(size, say, page, view.offset);
    return menuScreen(this.#items, view, size, say).rows;
  }

  press(press: Press, size: Size, leave: () => void): void {
    const intent = intentOf(press);
    if (!intent) return;
    if (this.view.get().page) this.#onPage(intent, size);
    else this.#menu(intent, size, leave);
  }

  get #items(): readonly MenuItem[] {
    return this.#services.items(this.view.get().cluster);
  }

  /** The page that is shown in place of the workshops. */
  #page(size: Size): Page | undefined {
    const { page, language, cluster, at } = this.view.get();
    const say = messages(language);
    const width = pageWidth(size);
    const lesson = this.#items[at]?.lesson;
    const others = lesson ? languageOffer(lesson, language) : [];
    if (page === 'help') {
      const help = helpPage(say, width);
      return { ...help, offers: [...help.offers, ...others] };
    }
    if (page === 'problem') return problemPage(this.#problem, cluster, others, say, width);
    if (page !== 'doctor') return undefined;
    return {
      left: say.learning.doctorTitle,
      right: `${lesson ? proseOf(lesson, language).title : ''} · ${cluster}`,
      lines: this.#doctor?.make(this.#doctor.examined, cluster, language, width) ?? [],
      offers: [{ intent: 'close', text: say.keys.close }, ...others],
    };
  }

  #onPage(intent: Intent, size: Size): void {
    const { offset: from, language, at, page, cluster } = this.view.get();
    const lesson = this.#items[at]?.lesson;
    const lines = this.#page(size)?.lines.length ?? 0;
    const offset = scrollPage(intent, from, lines, size);
    if (page === 'problem' && intent === 'doctor' && lesson) void this.#examine(lesson, cluster);
    else if (closesHelp(intent) || intent === 'doctor') this.view.update({ page: undefined, offset: 0 });
    else if (intent === 'language' && lesson) this.view.update({ language: nextLanguage(lesson, language) });
    else if (offset !== undefined) this.view.update({ offset });
  }

  #menu(intent: Intent, size: Size, leave: () => void): void {
    const { at, language, cluster } = this.view.get();
    const items = this.#items;
    const lesson = items[at]?.lesson;
    const select = (index: number) =>
      this.view.update({ at: clampOffset(index, items.length, 1), offset: 0 });
    const acts: Partial<Record<Intent, () => void>> = {
      down: () => select(at + 1),
      up: () => select(at - 1),
      language: () => lesson && this.view.update({ language: nextLanguage(lesson, language) }),
      cluster: () => void this.#nextCluster(cluster),
      doctor: () => lesson && void this.#examine(lesson, cluster),
      help: () => this.view.update({ page: 'help', offset: 0 }),
      primary: () => {
        this.#choice = lesson && { lesson, language, cluster };
        if (lesson) leave();
      },
      quit: leave,
      stop: leave,
    };
    const act = acts[intent];
    if (act) act();
    else this.#scroll(intent, size);
  }

  async #nextCluster(cluster: string): Promise<void> {
    const all = await this.#services.clusters();
    this.view.update({ cluster: all[(all.indexOf(cluster) + 1) % all.length] ?? cluster });
  }

  async #examine(lesson: LessonGlance, cluster: string): Promise<void> {
    const { doctorLines: make } = await import('./doctor-lines.ts');
    this.#doctor = { make, examined: undefined };
    this.view.update({ page: 'doctor', offset: 0 });
    const examined = await this.#services.examine(lesson, cluster).catch((error: Error) => error);
    this.#doctor = { make, examined };
    this.view.update({});
  }

  #scroll(intent: Intent, size: Size): void {
    const view = this.view.get();
    const { lines, height } = menuScreen(this.#items, view, size, messages(view.language));
    const by = scrollBy(intent, height);
    if (by === undefined) return;
    this.view.update({ offset: clampOffset(clampOffset(view.offset, lines, height) + by, lines, height) });
  }
}

/** The workshop that one comes back from, or had begun last; else the first. */
function firstChoice(items: readonly MenuItem[], lesson: string | undefined): number {
  const from = items.findIndex((item) => item.lesson.id === lesson);
  if (from !== -1) return from;
  const begun = items.filter(({ state }) => state && !isFinished(state));
  const last = begun.toSorted((a, b) => (a.state?.lastAt ?? '').localeCompare(b.state?.lastAt ?? '')).at(-1);
  return last ? items.indexOf(last) : 0;
}
