import { createInterface } from 'node:readline/promises';
import { InterruptedError } from '../base/errors.ts';

/** Asks a question on standard error. Undefined where nobody is there to answer. @throws InterruptedError at Ctrl-C */
export async function ask(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  // A screen that was shown before has let go of it: without this, nothing would keep the process waiting.
  process.stdin.ref();
  const interrupt = new AbortController();
  prompt.on('SIGINT', () => interrupt.abort());
  try {
    return (await prompt.question(question, { signal: interrupt.signal })).trim();
  } catch (error) {
    throw interrupt.signal.aborted ? new InterruptedError('nothing was done') : error;
  } finally {
    prompt.close();
  }
}

/** Whether somebody said yes. */
export async function isYes(question: string): Promise<boolean> {
  return /^y(es)?$/i.test((await ask(`${question} [y/N] `)) ?? '');
}
