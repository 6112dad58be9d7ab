import { setFlagsFromString } from 'node:v8';
import { render } from 'ink';
import type { ReactNode } from 'react';
import type { TerminalPage } from './page.ts';

/**
 * Shows a screen on an open page until it leaves or a signal asks for it, and closes the page.
 * @param isLent whether a shell of the learner's own has the terminal now: then Ctrl-C is meant for what runs there, and
 * whoever lent the terminal ends that shell when a signal says so
 * @returns false where a signal asked for it, or the terminal went away: then nobody wants to see what comes next
 * @throws whatever went wrong meanwhile in the screen or in anything that nobody waits for
 */
export async function show(page: TerminalPage, node: ReactNode, isLent = () => false): Promise<boolean> {
  const { stdin, stdout } = page.terminal;
  // Under a flood of output, V8 would let its space for what is new grow to 130 MB, and keep it. The limit of that is set
  // before a program runs; so its growth is called off, now that it has the size that a screen needs.
  setFlagsFromString('--semi-space-growth-factor=1');
  page.takeKeys();
  // What is read aloud is shorter than what was drawn first.
  if (page.screenReader) page.paint([]);
  const app = render(node, {
    stdin,
    stdout,
    // Somebody sits at this terminal, whatever CI says in their environment.
    interactive: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    isScreenReaderEnabled: page.screenReader,
    patchConsole: false,
  });
  let isStaying = true;
  const leave = () => {
    isStaying = false;
    app.unmount();
  };
  const leaveUnlessLent = () => {
    isStaying = false;
    if (!isLent()) leave();
  };
  // Node would print it on a page that nobody sees any more, and leave.
  let failure: { error: unknown } | undefined;
  const fail = (error: unknown) => {
    failure ??= { error };
    leave();
  };
  stdin.on('end', leave).on('error', leave);
  process.on('SIGTERM', leaveUnlessLent).on('SIGHUP', leaveUnlessLent).on('SIGINT', leaveUnlessLent);
  process.on('uncaughtException', fail).on('unhandledRejection', fail);
  page.leaveSignals();
  // While a shell of the learner's own is being opened, nothing else keeps the process going.
  const going = setInterval(() => {}, 0x7fffffff);
  try {
    await app.waitUntilExit();
  } finally {
    page.close();
    clearInterval(going);
    stdin.off('end', leave).off('error', leave);
    process.off('SIGTERM', leaveUnlessLent).off('SIGHUP', leaveUnlessLent).off('SIGINT', leaveUnlessLent);
    process.off('uncaughtException', fail).off('unhandledRejection', fail);
  }
  if (failure) throw failure.error;
  return isStaying;
}
