import { render } from 'ink';
import type { ReactNode } from 'react';

const ignore = () => {};

/** What a person reads on and types at. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

export interface ShowOptions {
  /**
   * Whether a shell of the learner's own has the terminal now: then Ctrl-C is meant for what runs there, and whoever
   * lent the terminal ends that shell when a signal says so.
   */
  readonly isLent?: () => boolean;
  readonly terminal?: Terminal;
}

/**
 * Shows a screen on the terminal's other page until it leaves or a signal asks for it. However that ends, the terminal
 * is as it was. @throws whatever went wrong meanwhile in the screen or in anything that nobody waits for
 */
export async function show(
  node: ReactNode,
  { isLent = () => false, terminal: { stdin, stdout } = process }: ShowOptions = {},
): Promise<void> {
  // Before anything is seen: what somebody types at the first frame must not be shown on it, nor read as lines.
  stdin.setRawMode(true);
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
  const leave = () => app.unmount();
  const leaveUnlessLent = () => {
    if (!isLent()) leave();
  };
  // Node would print it on a page that nobody sees any more, and leave.
  let failure: { error: unknown } | undefined;
  const fail = (error: unknown) => {
    failure ??= { error };
    leave();
  };
  // A terminal that went away takes what is written to it with it, without a word.
  stdout.off('error', ignore).on('error', ignore);
  stdin.on('end', leave).on('error', leave);
  process.on('SIGTERM', leaveUnlessLent).on('SIGHUP', leaveUnlessLent).on('SIGINT', leaveUnlessLent);
  process.on('uncaughtException', fail).on('unhandledRejection', fail);
  // While a shell of the learner's own is being opened, nothing else keeps the process going.
  const going = setInterval(ignore, 0x7fffffff);
  try {
    await app.waitUntilExit();
  } finally {
    stdin.setRawMode(false);
    clearInterval(going);
    stdin.off('end', leave).off('error', leave);
    process.off('SIGTERM', leaveUnlessLent).off('SIGHUP', leaveUnlessLent).off('SIGINT', leaveUnlessLent);
    process.off('uncaughtException', fail).off('unhandledRejection', fail);
  }
  if (failure) throw failure.error;
}
