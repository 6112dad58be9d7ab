/** How a command ended. */
export interface CommandEnd {
  /** Null when a signal ended it. */
  exit: number | null;
  signal: string | undefined;
  ms: number;
  /** Set when it did not end by itself. */
  ending: 'cancelled' | 'timeout' | undefined;
}

export interface RunOptions {
  /** Added to the run's environment; wins over what the shell's state says. */
  env: Readonly<Record<string, string>>;
  /**
   * Called with text as it comes, standard output and error in one order. It holds no control sequences but colours
   * (SGR), and of the control characters tab, `\n`, `\r` and `\b`.
   */
  onOutput: (text: string) => void;
  /** Milliseconds after which the whole process group is ended. */
  timeout?: number;
}

export interface RunningCommand {
  readonly ended: Promise<CommandEnd>;
  /** Ends the process group: SIGINT, then SIGTERM, then SIGKILL. Resolves when all of it is gone. */
  stop(): Promise<void>;
}

/** How to start the learner's own shell, with the terminal handed over to it. */
export interface InteractiveShell {
  file: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
}

/** The one shell of a run: what a command leaves in it (variables, functions, directory) the next one finds. */
export interface Shell {
  run(command: string, options: RunOptions): RunningCommand;
  /** Runs a command in a copy of the shell and forgets what it did to it. */
  probe(
    command: string,
    env: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<{ exit: number | null; stdout: string }>;
  /** The variables as last saved. */
  variables(): Readonly<Record<string, string>>;
  /** Called after they were saved, by a step or by the learner's own shell. */
  onChange(listener: () => void): () => void;
  /** `greeting` is its first line, which tells how to go back. */
  interactive(env: Readonly<Record<string, string>>, greeting?: string): InteractiveShell;
  /** Ends what commands that are over left running; resolves to true if there was anything. */
  endLeft(): Promise<boolean>;
  /** Ends what an earlier program that was killed left running; resolves to true if there was anything. */
  recover(): Promise<boolean>;
  close(): Promise<void>;
}
