import { useApp, useWindowSize } from 'ink';
import { useSyncExternalStore } from 'react';
import { Rows } from '../components/rows.tsx';
import { messages } from '../i18n/catalogues.ts';
import { press } from '../keys/key.ts';
import { useKeys } from '../keys/use-keys.ts';
import type { TerminalPage } from '../terminal/page.ts';
import { show } from '../terminal/show.ts';
import type { LeadController } from './lead-controller.ts';

/** Shows a room until its instructor leaves the screen. */
export function showLead(page: TerminalPage, controller: LeadController): Promise<boolean> {
  return show(page, <LeadApp controller={controller} />);
}

function LeadApp({ controller }: { controller: LeadController }) {
  const { exit } = useApp();
  const size = useWindowSize();
  useSyncExternalStore(controller.version.subscribe, controller.version.get);
  const leave = () => exit();
  useKeys(
    (one) => controller.press(one, size, leave),
    (text) => controller.paste(text),
    ({ direction }) =>
      controller.press(press('', direction < 0 ? { upArrow: true } : { downArrow: true }), size, leave),
  );
  return <Rows rows={controller.rows(size)} say={messages(controller.language)} />;
}
