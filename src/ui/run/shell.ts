import { spawn } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import type { Session } from '../../runner/session.ts';
import type { InteractiveShell } from '../../shell/types.ts';
import { messages } from '../i18n/catalogues.ts';
import { sayNotes } from './cluster-notes.ts';

/** Milliseconds that a shell has to save what is set in it when the program is told to go. */
const patience = 2_000;

/**
 * Hands the terminal over to the learner's own shell until they leave it.
 * @returns false when a signal told the program to go meanwhile: then the shell was ended for it
 */
export async function runShell(session: Session): Promise<boolean> {
  await stopReading(process.stdin);
  const say = messages(session.state.language);
  const greeting = [say.shellGreeting, ...sayNotes(session.cluster.notes(), say)].join('\n');
  const shell = await session.openShell(greeting);
  try {
    return await interact(shell);
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

function interact({ file, args, cwd, env }: InteractiveShell): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: 'inherit' });
    let ending: NodeJS.Timeout | undefined;
    const end = () => {
      const until = Date.now() + patience;
      // Once more now and then: while it saves what is set in it, the shell may not hear.
      ending ??= setInterval(() => child.kill(Date.now() < until ? 'SIGHUP' : 'SIGKILL'), patience / 4);
      child.kill('SIGHUP');
    };
    process.on('SIGTERM', end).on('SIGHUP', end);
    const settle = (then: () => void) => {
      process.off('SIGTERM', end).off('SIGHUP', end);
      clearInterval(ending);
      then();
    };
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', () => settle(() => resolve(!ending)));
  });
}
