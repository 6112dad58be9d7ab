import type { Readable } from 'node:stream';
import type { ContainerProcess } from '../program.ts';
import type { Command } from './syntax.ts';

export type Write = (data: string | Uint8Array) => void;

/** Where a command reads from and writes to. */
export interface Io {
  stdin: Readable | undefined;
  stdout: Write;
  stderr: Write;
}

export interface Job {
  pid: number;
  done: Promise<number>;
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
  options: { errexit: boolean; nounset: boolean; xtrace: boolean };
  traps: Map<string, string>;
  /** Aborted when what runs in the foreground has to end. */
  signal: AbortSignal;
}

export function createState(process: ContainerProcess, name: string, positional: string[]): ShellState {
  const variables = new Map(Object.entries(process.env));
  variables.set('PWD', process.cwd);
  variables.set('IFS', ' \t\n');
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
    options: { errexit: false, nounset: false, xtrace: false },
    traps: new Map(),
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

  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}

/** @throws ShellError */
export function setVariable(state: ShellState, name: string, value: string): void {
  if (state.readOnly.has(name)) throw new ShellError(`${name}: is read only`, 2);
  state.variables.set(name, value);
}
