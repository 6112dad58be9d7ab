import { render } from 'ink';
import type { ReactNode } from 'react';

/** Clears what is visible; what was scrolled away stays. */
const clearScreen = '\u001B[H\u001B[J';

/** What a person reads on and types at. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

/**
 * Shows a screen on the terminal's other page until it leaves or a signal asks for it. However that ends, the terminal
 * is as it was. @throws whatever went wrong meanwhile in the screen or in anything that nobody waits for
 */
export async function show(node: ReactNode, { stdin, stdout }: Terminal = process): Promise<void> {
  const app = render(node, {
    stdin,
    stdout,
    alternateScreen: true,
    // Somebody sits at this terminal, whatever CI says in their environment.
    interactive: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  // Terminals disagree about what stays where when their size changes: everything is drawn anew.
  const redraw = () => {
    stdout.write(clearScreen);
    app.clear();
  };
  const leave = () => app.unmount();
  // While the learner's own shell has the terminal, Ctrl-C is meant for what runs there.
  const interrupt = () => {
    if (stdin.isRaw) leave();
  };
  // Node would print it on a page that nobody sees any more, and leave.
  const fail = (error: unknown) => app.unmount(error instanceof Error ? error : new Error(String(error)));
  stdout.prependListener('resize', redraw);
  process.on('SIGTERM', leave).on('SIGHUP', leave).on('SIGINT', interrupt);
  process.on('uncaughtException', fail).on('unhandledRejection', fail);
  try {
    await app.waitUntilExit();
  } finally {
    stdout.off('resize', redraw);
    process.off('SIGTERM', leave).off('SIGHUP', leave).off('SIGINT', interrupt);
    process.off('uncaughtException', fail).off('unhandledRejection', fail);
  }
}
