import { stepOf } from '../engine/select.ts';
import type { RunState } from '../engine/state.ts';
import type { LessonFile, Step } from '../lesson/schema.ts';
import { OutputBuffer } from '../shell/output.ts';
import type { Shell } from '../shell/types.ts';

/** Milliseconds that one of these commands may take: whoever opens a run waits for them. */
const patience = 30_000;

/** A finished step that leaves something running in the background. */
export type KeptStep = Step & { readonly resume: string };

/** A `resume` that failed, with its exit code and what it printed last. */
export interface NotResumed {
  readonly step: string;
  readonly exit: number | null;
  readonly line: string;
}

export function keptSteps(state: RunState, { steps }: LessonFile): KeptStep[] {
  return steps.filter(
    (step): step is KeptStep => step.resume !== undefined && stepOf(state, step.id)?.status === 'done',
  );
}

/**
 * Starts what finished steps had left running in the background, which ended with the program before. A learner hears
 * of one that does not come up from its step's checks, which are looked at next.
 */
export async function startAgain(
  shell: Shell,
  steps: readonly KeptStep[],
  env: Readonly<Record<string, string>>,
): Promise<NotResumed[]> {
  const failed: NotResumed[] = [];
  for (const { id, resume } of steps) {
    const output = new OutputBuffer();
    const options = { env, onOutput: (text: string) => output.write(text), timeout: patience };
    const { exit } = await shell.run(resume, options).ended;
    if (exit !== 0) failed.push({ step: id, exit, line: output.tail(1)[0] ?? '' });
  }
  return failed;
}
