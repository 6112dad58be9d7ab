import { OutputBuffer } from '../shell/output.ts';
import type { Shell } from '../shell/types.ts';

/** How a step's `undo` went: its exit code, and what it printed last. */
export interface Undone {
  readonly exit: number | null;
  readonly line: string;
}

/** Runs a step's `undo` in the run's shell. */
export async function runUndo(
  shell: Shell,
  undo: string | undefined,
  env: Readonly<Record<string, string>>,
): Promise<Undone> {
  if (undo === undefined) return { exit: 0, line: '' };
  const output = new OutputBuffer();
  const { exit } = await shell.run(undo, { env, onOutput: (text) => output.write(text) }).ended;
  return { exit, line: output.tail(1)[0] ?? '' };
}
