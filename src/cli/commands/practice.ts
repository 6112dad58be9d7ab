import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { practiceCluster } from '../../practice/launch.ts';
import { stateHome } from '../../runner/home.ts';

/** Runs a command, or the user's own shell, with the practice cluster's tools first on PATH; ends as it does. */
export async function practiceCommand(command: string[]): Promise<void> {
  const cluster = practiceCluster({ dir: join(stateHome(), 'practice'), speed: 1, running: true });
  await cluster.start();
  const [file = process.env.SHELL || 'bash', ...args] = command;
  if (command.length === 0) {
    process.stderr.write(
      'kubectl, docker and minikube here talk to the practice cluster. exit ends this shell.\n',
    );
  }
  const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, ...(await cluster.env()) } });
  // Both get the terminal's Ctrl-C; what to do about it is the command's business.
  process.on('SIGINT', () => {});
  process.exitCode = await new Promise<number>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      process.stderr.write(
        `pilotage: ${file}: ${error.code === 'ENOENT' ? 'command not found' : error.message}\n`,
      );
      resolve(127);
    });
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
  await cluster.stop();
}
