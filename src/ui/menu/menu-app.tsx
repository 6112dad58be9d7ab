import { useApp, useWindowSize } from 'ink';
import { useSyncExternalStore } from 'react';
import { Rows } from '../components/rows.tsx';
import { messages } from '../i18n/catalogues.ts';
import { press } from '../keys/key.ts';
import { useKeys } from '../keys/use-keys.ts';
import type { TerminalPage } from '../terminal/page.ts';
import { show } from '../terminal/show.ts';
import type { MenuController } from './menu-controller.ts';

/** Shows the menu until one leaves it or has chosen. */
export function showMenu(page: TerminalPage, controller: MenuController): Promise<boolean> {
  return show(page, <MenuApp controller={controller} />);
}

function MenuApp({ controller }: { controller: MenuController }) {
  const { exit } = useApp();
  const size = useWindowSize();
  useSyncExternalStore(controller.view.subscribe, controller.view.get);
  useKeys(
    (one) => controller.press(one, size, () => exit()),
    () => {},
    ({ direction }) => {
      const key = direction < 0 ? { upArrow: true } : { downArrow: true };
      controller.press(press('', key), size, () => exit());
    },
  );
  return <Rows rows={controller.rows(size)} say={messages(controller.view.get().language)} />;
}
