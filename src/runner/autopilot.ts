import { InterruptedError } from '../base/errors.ts';
import { currentStep, isSettled, path, stepOf } from '../engine/select.ts';
import type { Session } from './session.ts';

/**
 * Plays the learner: goes through the lesson as Enter alone would, and stops at the first step that fails.
 * @returns whether every step is done.
 * @throws InterruptedError when `signal` is aborted.
 */
export async function autopilot(session: Session, signal: AbortSignal): Promise<boolean> {
  for (const { plan } of path(session.state)) {
    if (!(await playStep(session, plan.id, signal))) return false;
  }
  return true;
}

/** Does one step as `autopilot` does, and goes on to the next. @returns whether it is done */
export async function playStep(session: Session, id: string, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) throw new InterruptedError('Interrupted.');
  session.openStep(id);
  if (stepOf(session.state, id)?.plan.command) session.run();
  await settled(session, signal);
  // What a learner could overlook, that a command says it failed, is a fault of the lesson.
  if (stepOf(session.state, id)?.command?.end?.reason) return false;
  session.next();
  const step = stepOf(session.state, id);
  return step !== undefined && isSettled(step);
}

/** Resolves once the current step needs nothing more, or failed. */
function settled(session: Session, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const step = currentStep(session.state);
      if (signal.aborted) settle(() => reject(new InterruptedError('Interrupted.')));
      else if (session.failure) settle(() => reject(session.failure));
      else if (!step || isSettled(step) || step.status === 'failed' || isIdle(step)) settle(resolve);
    };
    const unsubscribe = session.subscribe(look);
    const settle = (end: () => void) => {
      unsubscribe();
      signal.removeEventListener('abort', look);
      end();
    };
    signal.addEventListener('abort', look);
    look();
  });
}

/** Nothing runs for it and nothing is waited for. */
function isIdle(step: NonNullable<ReturnType<typeof currentStep>>): boolean {
  return step.status === 'reading' && !step.plan.command && (step.already || step.plan.checks.length === 0);
}

/**
 * Takes back what a run did, the last step first, for a cluster that is not thrown away afterwards.
 * @returns the steps whose `undo` failed, each with what it said
 */
export async function undoAll(session: Session): Promise<string[]> {
  const failed: string[] = [];
  for (const { plan, attempts } of path(session.state).toReversed()) {
    if (attempts === 0) continue;
    const { exit, line } = await session.undo(plan.id);
    if (exit !== 0) failed.push(`${plan.id}: ${line}`);
  }
  return failed;
}

/** Removes what is left in a shared cluster of a run that was undone. @returns what there was */
export async function removeLeft(session: Session): Promise<string[]> {
  const { objects } = session.cluster;
  const created = session.state.steps.flatMap((step) => step.created);
  if (objects === undefined || created.length === 0) return [];
  const left: string[] = [];
  for (const ref of await objects.stillThere(created)) {
    if (await objects.remove(ref)) left.push(`${ref.kind.toLowerCase()} ${ref.name}`);
  }
  return left;
}
