import { OutputBuffer } from '../shell/output.ts';
import type { Shell } from '../shell/types.ts';

/** How a command went whose output nobody sees: its exit code, and what it printed last or why it was ended. */
export interface Unseen {
  readonly exit: number | null;
  readonly line: string;
}

/** Milliseconds. */
const usual = 5 * 60_000;

/**
 * Runs a command in the run's shell, for `longest` milliseconds at the most: nobody may be there to stop one that waits
 * for what does not come.
 */
export async function runUnseen(
  shell: Shell,
  command: string | undefined,
  env: Readonly<Record<string, string>>,
  longest = usual,
): Promise<Unseen> {
  if (command === undefined) return { exit: 0, line: '' };
  const output = new OutputBuffer();
  const options = { env, onOutput: (text: string) => output.write(text), timeout: longest };
  const { exit, ending } = await shell.run(command, options).ended;
  if (ending === 'timeout') return { exit: null, line: `it did not end within ${longest / 1000} s` };
  return { exit, line: output.tail(1)[0] ?? '' };
}
