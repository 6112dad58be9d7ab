import { path } from '../engine/select.ts';
import type { StepState } from '../engine/state.ts';
import { kindOf } from '../lesson/schema.ts';
import { lookFor } from './look.ts';
import type { Session } from './session.ts';

/** Something that a step of a lesson does wrong although a learner may get through. */
export interface StepFault {
  readonly step: string;
  readonly what: string;
}

/**
 * Takes back what a run did, the last step first. `patience`: milliseconds of wall time after which each check of a
 * step must be red again, if that is asked for.
 */
export async function undoAll(
  session: Session,
  signal: AbortSignal,
  patience?: number,
): Promise<StepFault[]> {
  const faults: StepFault[] = [];
  for (const step of path(session.state).toReversed()) {
    const { id } = step.plan;
    if (step.attempts === 0 || session.step(id).undo === undefined) continue;
    const { exit, line } = await session.undo(id);
    if (exit !== 0) faults.push({ step: id, what: `its \`undo\` failed: ${line || `exit code ${exit}`}` });
    else if (patience !== undefined) faults.push(...(await stillGreen(session, step, patience, signal)));
  }
  return faults;
}

/** The checks of a step that was undone and that have not noticed. */
async function stillGreen(
  session: Session,
  step: StepState,
  patience: number,
  signal: AbortSignal,
): Promise<StepFault[]> {
  const context = session.checkContext(step);
  const { id, checks = [] } = session.step(step.plan.id);
  const verdicts = await Promise.all(checks.map((check) => lookFor('red', check, context, patience, signal)));
  return verdicts.flatMap(({ verdict }, index) => {
    const check = checks[index];
    if (verdict !== 'green' || !check) return [];
    return [
      { step: id, what: `its check ${index + 1} (${kindOf(check)}) is still green after its \`undo\`` },
    ];
  });
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
