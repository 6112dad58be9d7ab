import type { ClusterKind } from '../cluster/types.ts';
import type { StepPlan } from '../engine/events.ts';
import type { LessonFile } from '../lesson/schema.ts';

/** What the engine must know of a lesson's steps on a kind of cluster. */
export function planOf(file: LessonFile, cluster: ClusterKind): StepPlan[] {
  return file.steps.map((step) => ({
    id: step.id,
    applies: step.on === undefined || step.on.includes(cluster),
    command: step.run !== undefined,
    untilChecks: step.until === 'checks',
    looks: step.look === true,
    checks: (step.checks ?? []).map((check) => check.once === true),
  }));
}
