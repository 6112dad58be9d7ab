import type { Language } from '../../base/languages.ts';
import type { Lesson } from '../../lesson/load.ts';
import type { Row, Size } from '../frame.ts';
import { closesHelp, helpPage } from '../help.ts';
import { messages } from '../i18n/catalogues.ts';
import type { Press } from '../keys/key.ts';
import { type Intent, intentOf } from '../keys/keymap.ts';
import { pageRows, pageWidth, scrollBy, scrollPage } from '../page.ts';
import { nextLanguage } from '../run/language.ts';
import { clampOffset } from '../scrolled.ts';
import { Store } from '../store.ts';
import { type MenuItem, type MenuView, menuScreen } from './menu-screen.ts';

export interface MenuChoice {
  readonly lesson: Lesson;
  readonly language: Language;
}

/** The menu without the screen: what it shows, and what each key does. */
export class MenuController {
  readonly view: Store<MenuView>;
  readonly #items: readonly MenuItem[];
  #choice: MenuChoice | undefined;

  constructor(items: readonly MenuItem[], language: Language) {
    this.#items = items;
    this.view = new Store<MenuView>({ at: 0, language, help: false, offset: 0 });
  }

  /** What was chosen; undefined while nothing is. */
  get choice(): MenuChoice | undefined {
    return this.#choice;
  }

  rows(size: Size): readonly Row[] {
    const view = this.view.get();
    const say = messages(view.language);
    if (view.help) return pageRows(size, say, helpPage(say, pageWidth(size)), view.offset);
    return menuScreen(this.#items, view, size, say).rows;
  }

  press(press: Press, size: Size, leave: () => void): void {
    const intent = intentOf(press);
    if (!intent) return;
    if (this.view.get().help) this.#help(intent, size);
    else this.#menu(intent, size, leave);
  }

  #help(intent: Intent, size: Size): void {
    const { language, offset: from } = this.view.get();
    const { lines } = helpPage(messages(language), pageWidth(size));
    const offset = scrollPage(intent, from, lines.length, size);
    if (closesHelp(intent)) this.view.update({ help: false, offset: 0 });
    else if (offset !== undefined) this.view.update({ offset });
  }

  #menu(intent: Intent, size: Size, leave: () => void): void {
    const { at, language } = this.view.get();
    const chosen = this.#items[at];
    const select = (index: number) =>
      this.view.update({ at: clampOffset(index, this.#items.length, 1), offset: 0 });
    const acts: Partial<Record<Intent, () => void>> = {
      down: () => select(at + 1),
      up: () => select(at - 1),
      language: () => chosen && this.view.update({ language: nextLanguage(chosen.lesson, language) }),
      help: () => this.view.update({ help: true, offset: 0 }),
      primary: () => {
        this.#choice = chosen && { lesson: chosen.lesson, language };
        if (chosen) leave();
      },
      quit: leave,
      stop: leave,
      close: leave,
    };
    const act = acts[intent];
    if (act) act();
    else this.#scroll(intent, size);
  }

  #scroll(intent: Intent, size: Size): void {
    const view = this.view.get();
    const { lines, height } = menuScreen(this.#items, view, size, messages(view.language));
    const by = scrollBy(intent, height);
    if (by === undefined) return;
    this.view.update({ offset: clampOffset(clampOffset(view.offset, lines, height) + by, lines, height) });
  }
}
