import { loadHighlighting } from '../prose/highlight.ts';
import { followTerminal } from '../terminal/background.ts';
import { TerminalPage } from '../terminal/page.ts';
import { sizeOf } from '../terminal/size.ts';
import { type MenuChoice, MenuController, type MenuStart } from './menu-controller.ts';
import type { MenuServices } from './menu-services.ts';

/** Shows the workshops until one is chosen; undefined when the learner leaves. */
export async function runMenu(
  services: MenuServices,
  start: MenuStart,
  screenReader: boolean,
): Promise<MenuChoice | undefined> {
  const controller = new MenuController(services, start);
  const page = new TerminalPage(process, screenReader);
  page.open(controller.rows(sizeOf(page.terminal)));
  page.takeKeys();
  try {
    const [{ showMenu }] = await Promise.all([
      import('./menu-app.tsx'),
      followTerminal(page.terminal),
      loadHighlighting(),
    ]);
    await showMenu(page, controller);
  } finally {
    page.close();
  }
  return controller.choice;
}
