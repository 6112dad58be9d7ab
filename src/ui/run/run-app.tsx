import { useApp, useWindowSize } from 'ink';
import { useEffect, useSyncExternalStore } from 'react';
import type { Session } from '../../runner/session.ts';
import { Rows } from '../components/rows.tsx';
import { messages } from '../i18n/catalogues.ts';
import { useKeys } from '../keys/use-keys.ts';
import { spokenSize } from '../spoken.ts';
import { copyLines } from '../terminal/clipboard.ts';
import type { TerminalPage } from '../terminal/page.ts';
import { show } from '../terminal/show.ts';
import { sizeOf } from '../terminal/size.ts';
import type { RunController } from './controller.ts';
import { runShell } from './shell.ts';

/** Shows a run, from its current step to its end or until the learner leaves. @returns what `show` does */
export function showRun(page: TerminalPage, session: Session, controller: RunController): Promise<boolean> {
  page.paint(controller.rows(sizeOf(page.terminal)));
  const app = <RunApp page={page} session={session} controller={controller} />;
  return show(page, app, () => session.state.shellOpen);
}

interface RunAppProps {
  readonly page: TerminalPage;
  readonly session: Session;
  readonly controller: RunController;
}

function RunApp({ page, session, controller }: RunAppProps) {
  const { exit, suspendTerminal } = useApp();
  const window = useWindowSize();
  const size = page.screenReader ? spokenSize(window) : window;
  useSyncExternalStore(controller.version.subscribe, controller.version.get);
  useEffect(() => controller.drawn(size));
  const failed = session.failure !== undefined;
  useEffect(() => {
    if (failed) exit();
  }, [failed, exit]);
  const openShell = async () => {
    let stays = true;
    try {
      await suspendTerminal(async () => {
        stays = await page.lend(() => runShell(session));
      });
    } catch (error) {
      controller.notify(() => (error as Error).message);
    }
    if (!stays) exit();
  };
  const copy = (lines: readonly string[]) => copyLines(lines, (text) => page.terminal.stdout.write(text));
  const host = { size, leave: () => exit(), openShell: () => void openShell(), copy };
  useKeys(
    (press) => controller.press(press, host),
    (text) => controller.paste(text),
    (wheel) => controller.wheel(wheel, size),
  );
  return <Rows rows={controller.rows(size)} say={messages(session.state.language)} />;
}
