import { useApp, useWindowSize } from 'ink';
import { useSyncExternalStore } from 'react';
import { Rows } from '../components/rows.tsx';
import { useKeys } from '../keys/use-keys.ts';
import type { TerminalPage } from '../terminal/page.ts';
import { show } from '../terminal/show.ts';
import type { MenuController } from './menu-controller.ts';

/** Shows the menu until one leaves it or has chosen. */
export function showMenu(page: TerminalPage, controller: MenuController): Promise<void> {
  return show(page, <MenuApp controller={controller} />);
}

function MenuApp({ controller }: { controller: MenuController }) {
  const { exit } = useApp();
  const size = useWindowSize();
  useSyncExternalStore(controller.view.subscribe, controller.view.get);
  useKeys(
    (press) => controller.press(press, size, () => exit()),
    () => {},
  );
  return <Rows rows={controller.rows(size)} />;
}
