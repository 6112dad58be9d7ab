import { actions, awaitedStep, currentStep, isLeavable } from '../../engine/select.ts';
import type { RunState } from '../../engine/state.ts';

/** What Enter does now: run the step's command, go on, or finish; nothing while something runs or is waited for. */
export function primaryAction(state: RunState): 'run' | 'next' | 'finish' | undefined {
  const step = currentStep(state);
  const allowed = actions(state);
  if (!step || step.status === 'checking') return undefined;
  // A step that only looks is worth seeing even where all that it checks is there already.
  const worthRunning = step.status === 'reading' && step.plan.looks;
  if (!worthRunning) {
    if (allowed.has('next')) return 'next';
    if (allowed.has('finish')) return 'finish';
    // Who waits for the class and presses Enter does not mean to do the step anew.
    if (awaitedStep(state) && isLeavable(step)) return undefined;
  }
  return allowed.has('run') ? 'run' : undefined;
}
