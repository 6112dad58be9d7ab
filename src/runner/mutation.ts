import { InterruptedError } from '../base/errors.ts';
import { path, stepOf } from '../engine/select.ts';
import { type Mutant, mutantsOf } from '../lesson/mutants.ts';
import { playStep } from './autopilot.ts';
import type { Session } from './session.ts';
import { waitFor } from './waiting.ts';

/** What came of a mistake that was made on purpose. */
export interface Trial {
  readonly mutant: Mutant;
  /** Whether the step failed, as it should. */
  readonly killed: boolean;
  /** The command itself told of it: by its exit code, or by what it printed. */
  readonly byCommand: boolean;
  /** The checks that were not green, by their places. */
  readonly red: readonly number[];
}

export interface Mutation {
  readonly trials: readonly Trial[];
  /** Steps that change something and cannot be tried, because nothing takes their effect back. */
  readonly untried: readonly string[];
  /** The step that did not work by itself, or no longer after it had been tried: what follows is not known. */
  readonly stuck: string | undefined;
}

export interface MutationOptions {
  /** The steps to make mistakes in; all unless told. What is after the last of them is not run. */
  readonly only?: ReadonlySet<string>;
  /** Called with a step of those that is done, and must be so again at the end. */
  readonly onDone?: (id: string) => Promise<void>;
}

/** Wall time in milliseconds: what a mistake is given to pass for right, at the least, and that many times the step's own time. */
const shortest = 3_000;
const timesItsOwn = 4;
const longestUndo = 30_000;

/**
 * Goes through a lesson and makes each step's mistakes on the way: does the step, takes it back, does it wrongly, looks
 * whether it passes, takes that back, and in the end does it right again.
 */
export async function mutate(
  session: Session,
  signal: AbortSignal,
  tell: (trial: Trial) => void,
  { only, onDone }: MutationOptions = {},
): Promise<Mutation> {
  const trials: Trial[] = [];
  const untried: string[] = [];
  const left = new Set(only ?? path(session.state).map(({ plan }) => plan.id));
  for (const { plan } of path(session.state)) {
    if (left.size === 0) break;
    const step = session.step(plan.id);
    const began = performance.now();
    if (!(await playStep(session, plan.id, signal))) return { trials, untried, stuck: plan.id };
    const patience = Math.max(shortest, timesItsOwn * (performance.now() - began));
    if (!left.delete(plan.id)) continue;
    await onDone?.(plan.id);
    const mutants = mutantsOf(step);
    if (step.run !== undefined && !step.look && step.undo === undefined) untried.push(plan.id);
    if (mutants.length === 0) continue;
    await takeBack(session, plan.id, undefined);
    for (const mutant of mutants) {
      const trial = await attempt(session, mutant, patience, signal);
      if (signal.aborted) throw new InterruptedError('Interrupted.');
      trials.push(trial);
      tell(trial);
      await takeBack(session, plan.id, mutant);
    }
    if (!(await playStep(session, plan.id, signal))) return { trials, untried, stuck: plan.id };
  }
  return { trials, untried, stuck: undefined };
}

/** Runs a step's `undo`, which may find less than it expects, and removes what a mistake has left beside. */
async function takeBack(session: Session, step: string, mutant: Mutant | undefined): Promise<void> {
  await session.undo(step);
  if (mutant?.undo === undefined) return;
  await session.checkContext().probe(mutant.undo, AbortSignal.timeout(longestUndo));
}

/** Does a step with a mistake in it, and looks whether it is done all the same. */
async function attempt(
  session: Session,
  mutant: Mutant,
  patience: number,
  signal: AbortSignal,
): Promise<Trial> {
  session.openStep(mutant.step);
  session.run(mutant.command);
  const passed = await waitFor(session, () => outcome(session, mutant.step), { signal, patience });
  const step = stepOf(session.state, mutant.step);
  const red = (step?.verdicts ?? []).flatMap(({ verdict }, index) => (verdict === 'green' ? [] : [index]));
  // One that shows something until its checks are green would go on showing it.
  while (stepOf(session.state, mutant.step)?.status === 'running') {
    session.stop();
    await nextEvent(session);
  }
  return { mutant, killed: !passed, byCommand: step?.command?.end?.reason !== undefined, red };
}

/** Whether a step is done; undefined while it may still be. */
function outcome(session: Session, id: string): boolean | undefined {
  const step = stepOf(session.state, id);
  if (session.failure || step?.status === 'failed' || step?.command?.end?.reason) return false;
  return step?.status === 'done' || undefined;
}

function nextEvent(session: Session): Promise<unknown> {
  let looks = 0;
  return waitFor(session, () => {
    looks += 1;
    return looks > 1 || undefined;
  });
}
