import type { Readable } from 'node:stream';
import type { Output } from '../../runtime/output.ts';
import type { ContainerProcess } from '../program.ts';
import type { Command } from './syntax.ts';

export type Write = Output;

/** Where a command reads from and writes to. */
export interface Io {
  stdin: Readable | undefined;
  stdout: Write;
  stderr: Write;
  /** What `exec 3>FILE` and `exec 4<FILE` have opened. */
  more: ReadonlyMap<number, Readable | Write>;
}

export interface Job {
  number: number;
  pid: number;
  text: string;
  done: Promise<number>;
  isDone: boolean;
  wasKilled: boolean;
  kill(signal: string): void;
}

/** All that a shell knows; a subshell works on a copy. */
export interface ShellState {
  readonly process: ContainerProcess;
  cwd: string;
  variables: Map<string, string>;
  exported: Set<string>;
  readOnly: Set<string>;
  functions: Map<string, Command>;
  /** What the variables were that the functions being run have made their own. */
  locals: Map<string, string | undefined>[];
  positional: string[];
  /** `$0` */
  name: string;
  lastStatus: number;
  lastJob: number;
  jobs: Job[];
  options: { errexit: boolean; nounset: boolean; xtrace: boolean; noglob: boolean; pipefail: boolean };
  aliases: Map<string, string>;
  traps: Map<string, string>;
  /** Signals that have come, for whose traps the command that runs is not to be interrupted. */
  pending: string[];
  /** Somebody types the commands: what goes wrong ends the command, not the shell. */
  isInteractive: boolean;
  /** When it was started, in milliseconds of the cluster's clock. */
  began: number;
  umask: number;
  /** Where in its word `getopts` is; 0 at the beginning of one. */
  optionPlace: number;
  /** Aborted when what runs in the foreground has to end. */
  signal: AbortSignal;
}

export function createState(process: ContainerProcess, name: string, positional: string[]): ShellState {
  const variables = new Map(Object.entries(process.env));
  variables.set('PWD', process.cwd);
  variables.set('IFS', ' \t\n');
  variables.set('PPID', '0');
  variables.set('OPTIND', '1');
  variables.set('PS1', '\\w \\$ ');
  return {
    process,
    cwd: process.cwd,
    variables,
    exported: new Set([...Object.keys(process.env), 'PWD']),
    readOnly: new Set(),
    functions: new Map(),
    locals: [],
    positional,
    name,
    lastStatus: 0,
    lastJob: 0,
    jobs: [],
    options: { errexit: false, nounset: false, xtrace: false, noglob: false, pipefail: false },
    aliases: new Map(),
    traps: new Map(),
    pending: [],
    isInteractive: false,
    umask: 0o022,
    optionPlace: 0,
    began: process.clock.now(),
    signal: process.signal,
  };
}

export function copyState(state: ShellState): ShellState {
  return {
    ...state,
    variables: new Map(state.variables),
    exported: new Set(state.exported),
    readOnly: new Set(state.readOnly),
    functions: new Map(state.functions),
    positional: [...state.positional],
    options: { ...state.options },
    jobs: [],
    locals: [],
    traps: new Map(),
    pending: [],
    isInteractive: false,
  };
}

export function environmentOf({ variables, exported }: ShellState): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of exported) {
    const value = variables.get(name);
    if (value !== undefined) env[name] = value;
  }
  return env;
}

/** What leaves the middle of a script. */
export class Leave extends Error {
  readonly how: 'exit' | 'return' | 'break' | 'continue';
  /** The exit status, or how many loops. */
  readonly value: number;

  constructor(how: Leave['how'], value: number) {
    super(how);
    this.how = how;
    this.value = value;
  }
}

/** A command of the shell's own, or an expansion, went wrong; `message` goes to standard error. */
export class ShellError extends Error {
  readonly status: number;
  /** It ends a shell that nobody types into. */
  readonly isFatal: boolean;

  constructor(message: string, status = 1, isFatal = false) {
    super(message);
    this.status = status;
    this.isFatal = isFatal;
  }
}

/** @throws ShellError */
export function setVariable(state: ShellState, name: string, value: string): void {
  if (state.readOnly.has(name)) throw new ShellError(`${name}: is read only`, 2, true);
  state.variables.set(name, value);
}
