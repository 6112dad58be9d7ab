import type { Applet, AppletCall } from './applet.ts';

/** The commands that ask which terminal they are in. */
export const terminal: Record<string, Applet> = {
  tty({ args, process, print }) {
    const isTerminal = ownTerminal(process) !== undefined;
    if (!args.includes('-s')) print(isTerminal ? '/dev/pts/0\n' : 'not a tty\n');
    return isTerminal ? 0 : 1;
  },
  stty({ process, args, print, complain }) {
    const found = ownTerminal(process);
    if (!found) return complain('standard input: Not a tty');
    if (args.join(' ') !== 'size') return complain('of terminals here only the size can be asked: stty size');
    const { rows, columns } = found.size ?? { rows: 0, columns: 0 };
    print(`${rows} ${columns}\n`);
    return 0;
  },
};

/** Undefined where its input is none, though its output may be one. */
function ownTerminal({ terminal, stdin }: AppletCall['process']) {
  return terminal?.stdin !== undefined && terminal.stdin === stdin ? terminal : undefined;
}
