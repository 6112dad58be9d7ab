import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readStat } from '../../src/shell/processes.ts';
import { createShell } from '../../src/shell/shell.ts';
import type { CommandEnd, RunOptions, Shell } from '../../src/shell/types.ts';

export interface Ran extends CommandEnd {
  output: string;
}

export interface TestShell extends Shell {
  readonly dir: string;
  readonly cwd: string;
  /** Runs a command to its end. */
  do(command: string, options?: Partial<RunOptions>): Promise<Ran>;
  /** A shell with the same state, as after the program was started again. */
  again(): TestShell;
}

/** The variables that the program gives every command. */
export const runEnv: Readonly<Record<string, string>> = { NODE: '127.0.0.1', KUBECONFIG: '/run/kubeconfig' };

type Finish = (task: () => Promise<void>) => void;

/** A directory that is removed when the test is over. */
export function testDirectory(finish: Finish = onTestFinished): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'pilotage-shell-')));
  finish(async () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
  return root;
}

/** A shell of its own for one test. `finish` is the test context's, for tests that run side by side. */
export function openShell(
  seed: Record<string, string> = {},
  finish: Finish = onTestFinished,
  root = testDirectory(finish),
): TestShell {
  const dir = join(root, 'shell');
  const cwd = join(root, 'work');
  const shell = createShell({ dir, cwd, seed });
  finish(() => shell.close());
  return {
    ...shell,
    dir,
    cwd,
    async do(command, options = {}) {
      let output = '';
      const running = shell.run(command, {
        env: runEnv,
        onOutput: (text) => {
          output += text;
        },
        ...options,
      });
      return { ...(await running.ended), output };
    },
    again: () => openShell(seed, finish, root),
  };
}

/** Whether a process runs; a zombie does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return readStat(pid) !== undefined || !existsSync('/proc/self');
}
