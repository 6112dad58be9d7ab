import type { FlagSpec, Flags } from './args/flags.ts';
import type { Session } from './session.ts';

/** One use of a command. */
export interface Call {
  session: Session;
  flags: Flags;
  args: string[];
  /** How many of `args` came before `--`; undefined without one. */
  beforeDash: number | undefined;
}

export interface Command {
  /** Behind `kubectl `: `get TYPE [NAME] [flags]`. */
  usage: string;
  summary: string;
  flags: readonly FlagSpec[];
  /** Flags that must be given; their absence is found before anything is asked. */
  required?: readonly string[];
  /** Left out by a command that only has subcommands. */
  run?(call: Call): Promise<void>;
  subcommands?: Readonly<Record<string, Loader>>;
}

/** Commands are loaded when they are called, so that none pays for the others at start. */
export type Loader = () => Promise<Command>;
