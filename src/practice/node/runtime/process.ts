import type { ContainerProcess, ContainerProgram } from '../programs/program.ts';
import { handlesSigterm } from '../programs/sigterm.ts';
import { findExecutable, NotExecutable } from './executables.ts';
import type { ProcessTable } from './process-table.ts';

/** What a container's commands are made of. */
export interface Launcher {
  programs: Readonly<Record<string, ContainerProgram>>;
}

export interface ProcessOptions
  extends Omit<ContainerProcess, 'spawn' | 'exec' | 'processes' | 'takePid' | 'onSignal'> {
  table: ProcessTable;
}

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
    if (program && found.kind === 'program') return run(program, launcher, { ...options, argv }, found.name);
    return Promise.reject(cannotRun(found.kind === 'program' ? (argv[0] ?? '') : found.file, found.kind));
  }
  throw new NotExecutable(`exec ${options.argv[0]}: too many levels of symbolic links`, 126);
}

function cannotRun(file: string, kind: string): NotExecutable {
  const reason = kind === 'program' ? 'the practice cluster has no such program' : 'exec format error';
  return new NotExecutable(`exec ${file}: ${reason}`, 126);
}

async function run(
  program: ContainerProgram,
  launcher: Launcher,
  options: ProcessOptions,
  name: string,
): Promise<number> {
  const { pid, argv, table, killed } = options;
  const isFirst = pid === 1;
  const killedHere = new AbortController();
  const listeners: ((name: string) => boolean)[] = [];
  const heard = isFirst && !handlesSigterm.has(name) ? killed : options.signal;
  const process: ContainerProcess = {
    ...options,
    signal: AbortSignal.any([heard, killedHere.signal]),
    processes: () => table.list(),
    takePid: () => table.nextPid(),
    onSignal: (listener) => void listeners.push(listener),
    async spawn(words, overrides = {}) {
      return startProcess(launcher, {
        ...options,
        signal: process.signal,
        ...overrides,
        argv: words,
        pid: table.nextPid(),
      });
    },
    async exec(words, overrides = {}) {
      return startProcess(launcher, { ...options, ...overrides, argv: words });
    },
  };
  const kill = (signal: string) => {
    if (listeners.some((handles) => handles(signal))) return;
    // The first process of a container only hears what it has a handler for, from inside even SIGKILL is lost on it.
    if (!isFirst || handlesSigterm.has(name)) killedHere.abort(signal);
  };
  table.add({ pid, argv, kill });
  try {
    return await program(process);
  } finally {
    // A program that took this one's place has its number now, and has ended too.
    table.remove(pid);
  }
}
