import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sync as writeFileAtomic } from 'write-file-atomic';
import { quote } from '../base/quote.ts';
import { findBash, findTool, interactiveEnvironment } from './environment.ts';
import { Groups } from './groups.ts';
import { probe } from './probe.ts';
import { bootId } from './processes.ts';
import { type Bash, runCommand } from './run-command.ts';
import { library } from './scripts/library.ts';
import { rc } from './scripts/rc.ts';
import { step } from './scripts/step.ts';
import { firstState, StateFile } from './state-file.ts';
import type { RunningCommand, Shell } from './types.ts';

export interface ShellOptions {
  /** Where the state is kept: a directory of this shell's own. */
  dir: string;
  /** Where the first command starts. */
  cwd: string;
  /** Variables that exist before the first command. */
  seed?: Readonly<Record<string, string>>;
}

/** Opens the shell whose state is in `dir`, or begins one there. Throws NotReadyError where there is no bash. */
export function createShell({ dir, cwd, seed = {} }: ShellOptions): Shell {
  const bash: Bash = { file: findBash(), dir, groups: prepare(dir, cwd, seed) };
  const state = new StateFile(dir);
  const running = new Set<RunningCommand>();

  return {
    run(command, options) {
      const one = runCommand(bash, command, options, () => state.refresh());
      running.add(one);
      void one.ended.finally(() => running.delete(one));
      return one;
    },
    probe: (command, env, signal) => probe(bash, command, env, signal),
    variables: () => state.variables(),
    onChange: (listener) => state.onChange(listener),
    interactive: (env, greeting = 'Type exit or press Ctrl-D to go back to the workshop.') => ({
      file: bash.file,
      args: ['--rcfile', join(dir, 'rc.sh'), '-i'],
      cwd: existsSync(cwd) ? cwd : dir,
      env: interactiveEnvironment(env, greeting),
    }),
    endLeft: () => bash.groups.endAll(),
    recover: () => bash.groups.recover(),
    async close() {
      await Promise.all([...running].map((one) => one.stop()));
      await bash.groups.endAll();
      state.close();
    },
  };
}

function prepare(dir: string, cwd: string, seed: Readonly<Record<string, string>>): Groups {
  // Variables may hold secrets.
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  mkdirSync(cwd, { recursive: true });
  for (const name of readdirSync(dir)) if (/^state\.\d+\.tmp$/.test(name)) rmSync(join(dir, name));
  const head = [
    `__pilotage_dir=${quote(dir)}`,
    `__pilotage_home=${quote(cwd)}`,
    `__pilotage_boot=${quote(bootId)}`,
    library.replaceAll('@MV@', quote(findTool('mv') ?? '/bin/mv')),
  ].join('\n');
  writeFileAtomic(join(dir, 'step.sh'), head + step);
  writeFileAtomic(join(dir, 'rc.sh'), head + rc);
  const state = join(dir, 'state.sh');
  if (!existsSync(state)) writeFileAtomic(state, firstState(seed), { mode: 0o600 });
  return new Groups(dir);
}
