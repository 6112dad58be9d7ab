import { render } from 'ink';
import type { ReactNode } from 'react';
import { progress } from '../engine/select.ts';
import type { Session } from '../runner/session.ts';
import { messages } from './i18n/catalogues.ts';
import { RunApp } from './run-app.tsx';

/** Shows a run until the learner leaves it; the terminal is as it was afterwards, but for one line that says how far. */
export async function runScreen(session: Session): Promise<void> {
  await show(<RunApp session={session} />);
  const { settled, total } = progress(session.state);
  process.stdout.write(`${messages(session.state.language).left(session.lesson.id, settled, total)}\n`);
}

/** Shows a screen on the terminal's other page until it leaves, or a signal asks for it. */
export async function show(node: ReactNode): Promise<void> {
  const app = render(node, {
    alternateScreen: true,
    // Somebody sits at this terminal, whatever CI says in their environment.
    interactive: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  const leave = () => app.unmount();
  const signals = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;
  for (const signal of signals) process.on(signal, leave);
  try {
    await app.waitUntilExit();
  } finally {
    for (const signal of signals) process.off(signal, leave);
  }
}
