import { spawn } from 'node:child_process';
import type { Session } from '../../runner/session.ts';
import type { InteractiveShell } from '../../shell/types.ts';

/** Hands the terminal over to the learner's own shell until they leave it. */
export async function runShell(session: Session): Promise<void> {
  const shell = await session.openShell();
  try {
    await interact(shell);
  } finally {
    session.shellClosed();
  }
}

function interact({ file, args, cwd, env }: InteractiveShell): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}
