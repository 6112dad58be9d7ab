import type { WriteStream } from 'node:tty';

/** What the terminal can do, as far as it or the environment says. */
export interface TerminalFacts {
  /** Undefined where standard output is no terminal. */
  readonly size: { readonly columns: number; readonly rows: number } | undefined;
  readonly term: string;
  /** How many colours, by Node's reading of the environment. */
  readonly colours: number;
  readonly trueColour: boolean;
  readonly multiplexer: 'tmux' | 'screen' | undefined;
  /** The character set's locale; undefined where the system does not go by one. */
  readonly locale: string | undefined;
  /** Windows' old console, not its Terminal. */
  readonly oldConsole: boolean;
}

export function gatherTerminal(
  output: Pick<WriteStream, 'isTTY' | 'columns' | 'rows' | 'getColorDepth'>,
  env: Readonly<NodeJS.ProcessEnv>,
  platform: NodeJS.Platform,
): TerminalFacts {
  const windows = platform === 'win32';
  const term = env.TERM ?? '';
  // What the terminal can is asked, not what its owner wants to see.
  const { NO_COLOR, FORCE_COLOR, NODE_DISABLE_COLORS, ...plain } = env;
  const depth = output.isTTY ? output.getColorDepth(plain) : 0;
  return {
    size: output.isTTY ? { columns: output.columns, rows: output.rows } : undefined,
    term,
    colours: 2 ** depth,
    trueColour: depth >= 24 || /^(truecolor|24bit)$/.test(env.COLORTERM ?? ''),
    multiplexer: env.TMUX ? 'tmux' : env.STY || /^screen/.test(term) ? 'screen' : undefined,
    locale: windows ? undefined : env.LC_ALL || env.LC_CTYPE || env.LANG || 'C',
    oldConsole: windows && !env.WT_SESSION && !env.TERM_PROGRAM && !env.ConEmuPID && term === '',
  };
}
