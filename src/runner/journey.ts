import type { OnTheWay } from '../engine/events.ts';
import { currentStep, isBusy, isSettled, stepOf } from '../engine/select.ts';
import { settled } from './autopilot.ts';
import type { Deed } from './deeds.ts';
import type { Session } from './session.ts';

/** How a journey ended: at its end, or at a step that could not be done or taken back, or where it was stopped. */
export interface Arrival {
  readonly stoppedAt?: string;
  /** What the step's `undo` printed last, where that is what failed. */
  readonly line?: string;
}

/**
 * Does deeds one after the other, and opens a step in the end. Each is an event of the run as if the learner had done
 * it, marked where it was on the way; the first that does not come out well ends it, and the step that it is about
 * stays open.
 */
export async function travel(
  session: Session,
  deeds: readonly Deed[],
  target: string,
  { onDeed, signal }: { onDeed: (number: number) => void; signal: AbortSignal },
): Promise<Arrival> {
  for (const [index, deed] of deeds.entries()) {
    if (signal.aborted) return { stoppedAt: deed.step };
    onDeed(index + 1);
    const mark: OnTheWay = deed.step === target ? {} : { onTheWay: true };
    const stopped = await perform(session, deed, mark, signal);
    if (stopped) return stopped;
  }
  const last = deeds.at(-1);
  // It stays as it is where it was what was done last.
  if (last?.kind !== 'run' || last.step !== target) session.openStep(target);
  return {};
}

async function perform(
  session: Session,
  deed: Deed,
  mark: OnTheWay,
  signal: AbortSignal,
): Promise<Arrival | undefined> {
  const { kind, step } = deed;
  if (kind === 'leave') return undefined;
  if (kind === 'undo') {
    const { exit, line } = await session.resetStep(step);
    return exit === 0 ? undefined : { stoppedAt: step, line };
  }
  session.openStep(step);
  if (kind === 'read') session.next(mark);
  else {
    session.run(undefined, mark);
    try {
      await settled(session, signal);
    } catch {
      // Stopped by the learner, or the journal cannot be written: the screen tells of that.
      if (isBusy(currentStep(session.state))) session.stop();
      return { stoppedAt: step };
    }
  }
  const state = stepOf(session.state, step);
  return state && isSettled(state) ? undefined : { stoppedAt: step };
}
