import { OutputBuffer } from '../shell/output.ts';
import type { Shell } from '../shell/types.ts';

/** How a step's `undo` went: its exit code, and what it printed last. */
export interface Undone {
  readonly exit: number | null;
  readonly line: string;
}

/** Milliseconds that an `undo` may take: nobody may be there to stop one that waits for what does not come. */
const longest = 5 * 60_000;

/** Runs a step's `undo` in the run's shell. */
export async function runUndo(
  shell: Shell,
  undo: string | undefined,
  env: Readonly<Record<string, string>>,
): Promise<Undone> {
  if (undo === undefined) return { exit: 0, line: '' };
  const output = new OutputBuffer();
  const options = { env, onOutput: (text: string) => output.write(text), timeout: longest };
  const { exit, ending } = await shell.run(undo, options).ended;
  if (ending === 'timeout') return { exit: null, line: `it did not end within ${longest / 1000} s` };
  return { exit, line: output.tail(1)[0] ?? '' };
}
