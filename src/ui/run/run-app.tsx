import { useApp, useWindowSize } from 'ink';
import { useEffect, useSyncExternalStore } from 'react';
import type { Session } from '../../runner/session.ts';
import { Rows } from '../components/rows.tsx';
import { useKeys } from '../keys/use-keys.ts';
import type { RunController } from './controller.ts';
import { runShell } from './shell.ts';

interface RunAppProps {
  readonly session: Session;
  readonly controller: RunController;
}

/** A run on the screen, from its current step to its end or until the learner leaves. */
export function RunApp({ session, controller }: RunAppProps) {
  const { exit, suspendTerminal } = useApp();
  const size = useWindowSize();
  useSyncExternalStore(controller.version.subscribe, controller.version.get);
  const failed = session.failure !== undefined;
  useEffect(() => {
    if (failed) exit();
  }, [failed, exit]);
  const openShell = async () => {
    let stays = true;
    try {
      await suspendTerminal(async () => {
        stays = await runShell(session);
      });
    } catch (error) {
      controller.notify(() => (error as Error).message);
    }
    if (!stays) exit();
  };
  const host = { size, leave: () => exit(), openShell: () => void openShell() };
  useKeys(
    (press) => controller.press(press, host),
    (text) => controller.paste(text),
  );
  return <Rows rows={controller.rows(size)} />;
}
