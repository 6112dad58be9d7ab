import { execa } from 'execa';
import { commandEnvironment } from './environment.ts';
import type { Bash } from './run-command.ts';

/** Characters of a probe's output that are kept. */
const limit = 1_000_000;

/** Runs a command in a copy of the shell whose changes are forgotten. Whatever it leaves running is ended with it. */
export async function probe(
  bash: Bash,
  command: string,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<{ exit: number | null; stdout: string }> {
  if (signal.aborted) return { exit: null, stdout: '' };
  const subprocess = execa(bash.file, ['-c', '--', command, 'bash'], {
    cwd: bash.dir,
    env: commandEnvironment(env, 'probe'),
    extendEnv: false,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    buffer: false,
    reject: false,
    encoding: 'buffer',
  });
  const { pid } = subprocess;
  if (pid === undefined) return { exit: 126, stdout: '' };

  const added = bash.groups.add(pid);
  const decoder = new TextDecoder();
  let stdout = '';
  subprocess.stdout.on('data', (bytes: Buffer) => {
    if (stdout.length < limit) stdout += decoder.decode(bytes, { stream: true });
  });
  const streamEnd = new Promise<void>((resolve) => subprocess.stdout.once('close', resolve));
  const exited = new Promise<number | null>((resolve) => subprocess.nodeChildProcess.once('exit', resolve));
  let ending: Promise<void> | undefined;
  const abort = () => {
    ending ??= bash.groups.end(pid, 'SIGKILL');
  };
  signal.addEventListener('abort', abort, { once: true });
  const exit = await exited;
  signal.removeEventListener('abort', abort);
  await added;
  abort();
  await ending;
  // Open still only where a process escaped that could not be found.
  const grace = setTimeout(() => subprocess.stdout.destroy(), 1000);
  await streamEnd;
  clearTimeout(grace);
  return { exit: signal.aborted ? null : exit, stdout: (stdout + decoder.decode()).slice(0, limit) };
}
