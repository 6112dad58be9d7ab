import type { Lesson } from '../../lesson/load.ts';
import { kindOf } from '../../lesson/schema.ts';
import { type LessonResult, resultOf } from '../../report/result.ts';
import { stepLine } from '../../report/text.ts';
import { autopilot } from '../../runner/autopilot.ts';
import { type Evidence, gatherEvidence } from '../../runner/evidence.ts';
import { greenBefore } from '../../runner/red-before.ts';
import { resumeFaults } from '../../runner/resuming.ts';
import type { Session } from '../../runner/session.ts';
import { type StepFault, undoAll } from '../../runner/undoing.ts';
import { type ClusterChoice, onItsOwnCluster } from './own-cluster.ts';
import type { StepRange } from './range.ts';

/** Milliseconds that a check of an earlier step may take to be green again at the end, and red again when undone. */
const endPatience = 15_000;

export interface LessonOptions extends ClusterChoice {
  readonly range: StepRange;
}

/**
 * Proves one lesson on a cluster of its own: every check red before its step's command and green after it, still green
 * at the end, and red again once the step is undone.
 */
export function validateLesson(
  lesson: Lesson,
  { range, ...choice }: LessonOptions,
  talk: (text: string) => void,
  signal: AbortSignal,
): Promise<LessonResult> {
  return onItsOwnCluster(lesson, { ...choice, unseen: true }, talk, signal, async (run) => {
    const { session } = run;
    const faults: StepFault[] = [];
    /** The steps that were said to have failed. */
    const told = new Set<string>();
    const result = (evidence: readonly Evidence[] = []) =>
      resultOf(session.state, lesson, { faults, evidence, only: range.ids });
    const went = await autopilot(session, signal, {
      last: range.last,
      beforeRun: async (id) => {
        if (range.ids.has(id)) faults.push(...(await uselessChecks(session, id, signal)));
      },
      afterStep: (id) => {
        const step = result().steps.find((one) => one.id === id);
        if (!step) return;
        talk(stepLine(step));
        if (step.status === 'failed') told.add(id);
      },
    });
    if (!went) return result(await gatherEvidence(session));
    // What a step achieves is there to stay, or its check says `once`.
    await session.probe(endPatience);
    // Learners leave, and come back.
    faults.push(...(await resumeFaults(session, endPatience, signal)));
    run.isUndone = true;
    faults.push(...(await undoAll(session, signal, endPatience)));
    const seen = result();
    for (const step of seen.steps) if (step.status === 'failed' && !told.has(step.id)) talk(stepLine(step));
    return seen;
  });
}

/** The checks of a step that changes something, and that are green before it has. */
export async function uselessChecks(session: Session, id: string, signal: AbortSignal): Promise<StepFault[]> {
  const { look, checks = [] } = session.step(id);
  if (look || checks.length === 0) return [];
  const green = await greenBefore(session, id, signal);
  return green.flatMap((index) => {
    const check = checks[index];
    return check
      ? [{ step: id, what: `its check ${index + 1} (${kindOf(check)}) is green before its command has run` }]
      : [];
  });
}
