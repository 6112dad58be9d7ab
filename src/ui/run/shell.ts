import { spawn } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import type { Session } from '../../runner/session.ts';
import type { InteractiveShell } from '../../shell/types.ts';

/** Hands the terminal over to the learner's own shell until they leave it. */
export async function runShell(session: Session): Promise<void> {
  await stopReading(process.stdin);
  const shell = await session.openShell();
  try {
    await interact(shell);
  } finally {
    session.shellClosed();
  }
}

/**
 * From now on what is typed is meant for the shell. A stream that nobody listens to any more still reads until it is
 * paused, and can be paused only once it has noticed that nobody listens.
 */
async function stopReading(stdin: NodeJS.ReadStream): Promise<void> {
  await setImmediate();
  stdin.pause();
}

function interact({ file, args, cwd, env }: InteractiveShell): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: 'inherit' });
    // Told to go, we take it with us: it saves what is set in it, and ends what runs in it.
    const end = () => child.kill('SIGHUP');
    process.once('SIGTERM', end).once('SIGHUP', end);
    const settle = (then: () => void) => {
      process.off('SIGTERM', end).off('SIGHUP', end);
      then();
    };
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', () => settle(resolve));
  });
}
