import { execa } from 'execa';
import { commandEnvironment } from './environment.ts';
import type { Groups } from './groups.ts';
import { OutputPump } from './output-pump.ts';
import type { CommandEnd, RunningCommand, RunOptions } from './types.ts';

export interface Bash {
  /** Its full path. */
  file: string;
  /** Where its scripts and the state are; it starts there and then goes where the state says. */
  dir: string;
  groups: Groups;
}

/** Runs a step's command. `settled` is called when bash has ended and so has saved what it left. */
export function runCommand(
  bash: Bash,
  command: string,
  options: RunOptions,
  settled: () => void,
): RunningCommand {
  const began = performance.now();
  const subprocess = execa(bash.file, ['-c', '--', command, 'bash'], {
    cwd: bash.dir,
    env: commandEnvironment(options.env, 'step'),
    extendEnv: false,
    // Its own process group and session: a signal meant for our program is not for it.
    detached: true,
    // Standard error goes where standard output goes, which the script that bash reads first sees to.
    stdio: ['ignore', 'pipe', 'ignore'],
    buffer: false,
    reject: false,
    encoding: 'buffer',
  });
  const { pid } = subprocess;
  if (pid === undefined) {
    const ended = subprocess.then((result) => {
      options.onOutput(
        `pilotage: bash could not be started: ${result.originalMessage ?? result.shortMessage}\n`,
      );
      return { exit: 126, signal: undefined, ms: performance.now() - began, ending: undefined };
    });
    return { ended, stop: async () => void (await ended) };
  }

  const added = bash.groups.add(pid);
  const pump = new OutputPump(subprocess.stdout, options.onOutput);
  const exited = new Promise<Pick<CommandEnd, 'exit' | 'signal'>>((resolve) => {
    subprocess.nodeChildProcess.once('exit', (exit, signal) =>
      resolve({ exit, signal: signal ?? undefined }),
    );
  });

  let over = false;
  let ending: CommandEnd['ending'];
  let stopping: Promise<void> | undefined;
  const end = (why: NonNullable<CommandEnd['ending']>): Promise<void> => {
    if (over) return Promise.resolve();
    ending ??= why;
    stopping ??= bash.groups.end(pid, 'SIGINT');
    return stopping;
  };
  const timer = options.timeout === undefined ? undefined : setTimeout(end, options.timeout, 'timeout');

  const finish = async (): Promise<CommandEnd> => {
    const { exit, signal } = await exited;
    clearTimeout(timer);
    over = true;
    await added;
    // Being stopped, others of the group may still have something to print.
    await (stopping ?? bash.groups.settle(pid));
    await pump.finish();
    settled();
    return { exit, signal, ms: performance.now() - began, ending };
  };
  const ended = finish();
  return {
    ended,
    async stop() {
      await end('cancelled');
      await ended;
    },
  };
}
