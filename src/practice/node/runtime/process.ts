import type { ContainerProcess, ContainerProgram } from '../programs/program.ts';
import { handlesSigterm } from '../programs/sigterm.ts';
import { findExecutable, NotExecutable } from './executables.ts';

/** What a container's commands are made of. */
export interface Launcher {
  programs: Readonly<Record<string, ContainerProgram>>;
}

export type ProcessOptions = Omit<ContainerProcess, 'spawn' | 'exec'>;

/** As many interpreters of interpreters as Linux follows. */
const maxInterpreters = 4;

/**
 * Starts a program of a container; the promise is its exit code. That there is no such command is thrown at once, before
 * anything ran.
 * @throws NotExecutable
 */
export function startProcess(launcher: Launcher, options: ProcessOptions): Promise<number> {
  let argv = options.argv;
  for (let depth = 0; depth <= maxInterpreters; depth += 1) {
    const found = findExecutable(argv, options);
    if (found.kind === 'script') {
      argv = found.argv;
      continue;
    }
    const program = found.kind === 'program' ? launcher.programs[found.name] : undefined;
    if (!program) return cannotRun(found.kind === 'program' ? (argv[0] ?? '') : found.file, found.kind);
    return program(processOf(launcher, { ...options, argv }, found.kind === 'program' ? found.name : ''));
  }
  throw new NotExecutable(`exec ${options.argv[0]}: too many levels of symbolic links`, 126);
}

function cannotRun(file: string, kind: string): Promise<number> {
  const reason = kind === 'program' ? 'the practice cluster has no such program' : 'exec format error';
  return Promise.reject(new NotExecutable(`exec ${file}: ${reason}`, 126));
}

function processOf(launcher: Launcher, options: ProcessOptions, name: string): ContainerProcess {
  const isFirst = options.pid === 1;
  const process: ContainerProcess = {
    ...options,
    signal: isFirst && !handlesSigterm.has(name) ? options.killed : options.signal,
    async spawn(argv, overrides = {}) {
      return startProcess(launcher, { ...process, ...overrides, argv, pid: isFirst ? 2 : options.pid });
    },
    async exec(argv, overrides = {}) {
      return startProcess(launcher, { ...options, ...overrides, argv });
    },
  };
  return process;
}
