import type { Language } from '../../base/languages.ts';
import { show } from '../show.ts';
import { MenuApp } from './menu-app.tsx';
import { type MenuChoice, MenuController } from './menu-controller.ts';
import type { MenuItem } from './menu-screen.ts';

/** Shows the workshops until one is chosen; undefined when the learner leaves. */
export async function runMenu(
  items: readonly MenuItem[],
  language: Language,
): Promise<MenuChoice | undefined> {
  const controller = new MenuController(items, language);
  await show(<MenuApp controller={controller} />);
  return controller.choice;
}
