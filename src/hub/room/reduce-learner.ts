import { reduce } from '../../engine/reduce.ts';
import { stepOf } from '../../engine/select.ts';
import type { RunState } from '../../engine/state.ts';
import type { SharedEvent } from '../protocol/run-events.ts';
import { runEntry } from './run-entry.ts';
import type { Failing, Learner } from './state.ts';

/** A learner after one more event of their run, at a time by the room's clock. */
export function reduceLearner(
  learner: Learner,
  run: string,
  seq: number,
  at: number,
  event: SharedEvent,
): Learner {
  const before = learner.runs[run];
  if (!before && event.type !== 'run-started') return learner;
  const state = reduce(before, runEntry(seq, at, event));
  const next = { ...learner, runs: { ...learner.runs, [run]: state } };
  // What still comes of a run that its learner has left for another one says nothing of them now.
  if (run !== learner.run) return next;
  const failing = failingAfter(learner.failing, before, state, event);
  return { ...next, activeAt: Math.max(learner.activeAt, at), failing };
}

/** Counts how many times in a row a step came out badly for the same reason. */
function failingAfter(
  failing: Failing | null,
  before: RunState | undefined,
  state: RunState,
  event: SharedEvent,
): Failing | null {
  if (!('step' in event)) return failing;
  const step = stepOf(state, event.step);
  if (!step || step.status === (before && stepOf(before, event.step))?.status) return failing;
  if (step.status === 'done' || step.status === 'skipped')
    return failing?.step === event.step ? null : failing;
  if (step.status !== 'failed') return failing;
  const check = step.verdicts.findIndex(({ verdict }) => verdict === 'red');
  const why = `${check}:${step.reason?.id ?? ''}`;
  const isSame = failing?.step === event.step && failing.why === why;
  return { step: event.step, why, times: isSame ? failing.times + 1 : 1 };
}
