import { InterruptedError } from '../base/errors.ts';
import { currentStep, isSettled, path, stepOf } from '../engine/select.ts';
import type { Session } from './session.ts';
import { waitFor } from './waiting.ts';

export interface AutopilotOptions {
  /** The last step to play; all unless told. */
  readonly last?: string | undefined;
  /** Called with a step that is open and whose command has not been run yet. */
  readonly beforeRun?: (id: string) => Promise<void>;
  /** Called with each step once it is done, or has failed for good. */
  readonly afterStep?: (id: string) => void;
}

/**
 * Plays the learner: goes through the lesson as Enter alone would, and stops at the first step that fails.
 * @returns whether every step is done.
 * @throws InterruptedError when `signal` is aborted.
 */
export async function autopilot(
  session: Session,
  signal: AbortSignal,
  { last, beforeRun, afterStep }: AutopilotOptions = {},
): Promise<boolean> {
  for (const { plan } of path(session.state)) {
    const isDone = await playStep(session, plan.id, signal, beforeRun);
    afterStep?.(plan.id);
    if (!isDone) return false;
    if (plan.id === last) break;
  }
  return true;
}

/**
 * Does one step as `autopilot` does, and goes on to the next; one that fails is tried again as often as it says.
 * @returns whether it is done
 */
export async function playStep(
  session: Session,
  id: string,
  signal: AbortSignal,
  beforeRun?: AutopilotOptions['beforeRun'],
): Promise<boolean> {
  if (signal.aborted) throw new InterruptedError('Interrupted.');
  session.openStep(id);
  const { retries = 0 } = session.step(id);
  if (stepOf(session.state, id)?.plan.command) {
    await beforeRun?.(id);
    session.run();
  }
  await settled(session, signal);
  for (let again = 0; again < retries && hasFailed(session, id); again += 1) {
    session.run();
    await settled(session, signal);
  }
  // What a learner could overlook, that a command says it failed, is a fault of the lesson.
  if (hasFailed(session, id)) return false;
  session.next();
  const step = stepOf(session.state, id);
  return step !== undefined && isSettled(step);
}

function hasFailed(session: Session, id: string): boolean {
  const step = stepOf(session.state, id);
  return step?.status === 'failed' || step?.command?.end?.reason !== undefined;
}

/**
 * Resolves once the current step needs nothing more, or failed.
 * @throws InterruptedError when `signal` is aborted; what ended the session, where something did
 */
export async function settled(session: Session, signal: AbortSignal): Promise<void> {
  const isOver = () => {
    const step = currentStep(session.state);
    return !step || isSettled(step) || step.status === 'failed' || isIdle(step);
  };
  await waitFor(session, () => session.failure !== undefined || isOver() || undefined, { signal });
  if (signal.aborted) throw new InterruptedError('Interrupted.');
  if (session.failure) throw session.failure;
}

/** Nothing runs for it and nothing is waited for. */
function isIdle(step: NonNullable<ReturnType<typeof currentStep>>): boolean {
  return step.status === 'reading' && !step.plan.command && (step.already || step.plan.checks.length === 0);
}
