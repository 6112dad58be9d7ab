import type { CheckContext } from '../cluster/types.ts';
import type { Reason } from '../engine/reasons/reasons.ts';
import { path } from '../engine/select.ts';
import type { RunState, StepState } from '../engine/state.ts';
import type { Check } from '../lesson/schema.ts';
import { lookFor } from './look.ts';

/** How many steps are looked at side by side: each check has a connection of its own. */
const atOnce = 4;

/** Milliseconds that what a run left may take to be seen again when it is opened: its pods may have to start anew. */
export const resumePatience = 15_000;

export interface ProbedStep {
  readonly step: string;
  readonly checks: readonly Check[];
  readonly context: CheckContext;
}

export interface Regression {
  readonly step: string;
  /** That it is no longer so, and which of its checks says it why. */
  readonly reason: Reason;
}

/** One that says nothing of the step: nobody can be asked now. */
function isSilence(reason: Reason): boolean {
  return reason.id === 'cluster-unreachable' || (reason.cause !== undefined && isSilence(reason.cause));
}

/** The finished steps of a run, and what to look at for each. */
export function finishedSteps(
  state: RunState,
  checksOf: (step: string) => readonly Check[],
  contextOf: (step: StepState) => CheckContext,
): ProbedStep[] {
  return path(state)
    .filter(({ status }) => status === 'done')
    .map((step) => ({ step: step.plan.id, checks: checksOf(step.plan.id), context: contextOf(step) }));
}

/**
 * Looks whether what steps achieved is still so. A check that is green passes at once; one that stays red for
 * `patience` milliseconds of wall time does not hold any more: a cluster that has just come back needs a moment.
 * Checks that need be true only once say nothing about now, and one that cannot tell in that time is let off, as is
 * everything while the cluster does not answer.
 */
export async function probe(
  steps: readonly ProbedStep[],
  patience: number,
  signal: AbortSignal,
): Promise<Regression[]> {
  const found: Regression[] = [];
  const left = [...steps];
  const work = async () => {
    for (let next = left.shift(); next !== undefined && !signal.aborted; next = left.shift()) {
      const reason = await regressionOf(next, patience, signal);
      if (reason === undefined || isSilence(reason)) continue;
      found.push({ step: next.step, reason: { id: 'no-longer-so', params: {}, cause: reason } });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const order = steps.map(({ step }) => step);
  return found.sort((a, b) => order.indexOf(a.step) - order.indexOf(b.step));
}

async function regressionOf(
  { checks, context }: ProbedStep,
  patience: number,
  signal: AbortSignal,
): Promise<Reason | undefined> {
  const level = checks.filter(({ once }) => once !== true);
  const verdicts = await Promise.all(
    level.map((check) => lookFor('green', check, context, patience, signal)),
  );
  const red = verdicts.find((verdict) => verdict.verdict === 'red');
  return red?.verdict === 'red' ? red.reason : undefined;
}
