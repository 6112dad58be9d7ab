import { stepOf } from '../engine/select.ts';
import type { RunState } from '../engine/state.ts';
import type { LessonFile } from '../lesson/schema.ts';
import type { Shell } from '../shell/types.ts';

/** Milliseconds that one of these commands may take: whoever opens a run waits for them. */
const patience = 30_000;

/**
 * Starts what the finished steps of a run had left running in the background, which ended with the program before. One
 * that does not come up is told of by its step's checks, which are looked at next.
 */
export async function startAgain(
  shell: Shell,
  state: RunState,
  { steps }: LessonFile,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  for (const { id, resume } of steps) {
    if (resume === undefined || stepOf(state, id)?.status !== 'done') continue;
    await shell.run(resume, { env, onOutput: () => {}, timeout: patience }).ended;
  }
}
