import { currentStep, isBusy, isOpenToLearner, stepOf } from '../../../engine/select.ts';
import { type Deed, deedsAgain, deedsBack, deedsBefore } from '../../../runner/deeds.ts';
import { type Arrival, travel } from '../../../runner/journey.ts';
import type { Session } from '../../../runner/session.ts';

/** What was asked for, and is done once the learner has said yes. */
export interface Plan {
  readonly kind: 'jump' | 'redo' | 'undo' | 'start-over';
  /** The step that is opened in the end. */
  readonly target: string;
  readonly deeds: readonly Deed[];
}

/**
 * What there is to be done for a wish about a step; undefined where there is nothing, or something runs. A jump that
 * has nothing to run just opens its step.
 */
export function planFor(session: Session, kind: Plan['kind'], target: string): Plan | undefined {
  const { state } = session;
  if (isBusy(currentStep(state)) || !stepOf(state, target)) return undefined;
  // What the class has not come to is nobody's way yet.
  if (kind !== 'undo' && !isOpenToLearner(state, target)) return undefined;
  const stepFile = (id: string) => session.step(id);
  switch (kind) {
    case 'jump':
      return { kind, target, deeds: deedsBefore(state, stepFile, target) };
    case 'start-over':
      return { kind, target, deeds: [] };
    default: {
      const deeds = (kind === 'redo' ? deedsAgain : deedsBack)(state, stepFile, target);
      return deeds.length === 0 ? undefined : { kind, target, deeds };
    }
  }
}

/** A jump that runs something is agreed to first, as is all that takes something back. */
export function needsYes({ kind, deeds }: Plan): boolean {
  return kind !== 'jump' || deeds.some((deed) => deed.kind === 'run');
}

/** Milliseconds of wall time that a later step may take to be seen again after an earlier one was done anew. */
const patience = 10_000;

/** Does what was agreed to. */
export async function perform(
  session: Session,
  { kind, deeds, target }: Plan,
  { onDeed, signal }: { onDeed: (number: number) => void; signal: AbortSignal },
): Promise<Arrival> {
  const arrival = await travel(session, deeds, target, { onDeed, signal });
  // What comes after a step that was done anew may rest on it.
  if (kind === 'redo') void session.probe(patience);
  return arrival;
}
