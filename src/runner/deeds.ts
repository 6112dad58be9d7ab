import { path } from '../engine/select.ts';
import type { RunState, StepState } from '../engine/state.ts';
import type { Step } from '../lesson/schema.ts';

/** One thing to be done for a learner who said yes to it. */
export interface Deed {
  /** `leave`: only the learner can do it. */
  readonly kind: 'run' | 'read' | 'leave' | 'undo';
  readonly step: string;
  /** What runs for it, if anything does. */
  readonly command: string | undefined;
}

type StepOf = (id: string) => Step;

/** What must be done so that all steps before this one are done. One that was skipped is done for it, too. */
export function deedsBefore(state: RunState, stepOf: StepOf, target: string): Deed[] {
  const steps = path(state);
  const at = steps.findIndex(({ plan }) => plan.id === target);
  return steps.slice(0, Math.max(0, at)).flatMap((step): Deed[] => {
    if (step.status === 'done') return [];
    const command = stepOf(step.plan.id).run;
    const kind = command !== undefined ? 'run' : step.plan.checks.length > 0 ? 'leave' : 'read';
    return [{ kind, step: step.plan.id, command }];
  });
}

/** Takes back what a step did, and does it again. */
export function deedsAgain(state: RunState, stepOf: StepOf, target: string): Deed[] {
  const step = path(state).find(({ plan }) => plan.id === target);
  if (!step?.plan.command) return [];
  const { run, undo } = stepOf(target);
  return [
    ...(hasActed(step) ? [{ kind: 'undo', step: target, command: undo } as const] : []),
    { kind: 'run', step: target, command: run },
  ];
}

/** Takes back this step and all that were done after it, the last first. */
export function deedsBack(state: RunState, stepOf: StepOf, target: string): Deed[] {
  const steps = path(state);
  const at = steps.findIndex(({ plan }) => plan.id === target);
  return steps
    .slice(at)
    .filter(hasActed)
    .toReversed()
    .map(({ plan }) => ({ kind: 'undo', step: plan.id, command: stepOf(plan.id).undo }));
}

function hasActed({ attempts, status }: StepState): boolean {
  return attempts > 0 || status === 'done';
}
