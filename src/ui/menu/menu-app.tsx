import { useApp, useWindowSize } from 'ink';
import { useSyncExternalStore } from 'react';
import { Rows } from '../components/rows.tsx';
import { useKeys } from '../keys/use-keys.ts';
import type { MenuController } from './menu-controller.ts';

/** The menu on the screen. */
export function MenuApp({ controller }: { controller: MenuController }) {
  const { exit } = useApp();
  const size = useWindowSize();
  useSyncExternalStore(controller.view.subscribe, controller.view.get);
  useKeys(
    (press) => controller.press(press, size, () => exit()),
    () => {},
  );
  return <Rows rows={controller.rows(size)} />;
}
