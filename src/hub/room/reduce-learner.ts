import type { Entry } from '../../engine/events.ts';
import type { Reason } from '../../engine/reasons/reasons.ts';
import { reduce } from '../../engine/reduce.ts';
import { stepOf } from '../../engine/select.ts';
import type { RunState } from '../../engine/state.ts';
import type { SharedEvent } from '../protocol/run-events.ts';
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
  const state = reduce(before, entryOf(seq, at, event));
  const next = { ...learner, runs: { ...learner.runs, [run]: state } };
  // What still comes of a run that its learner has left for another one says nothing of them now.
  if (run !== learner.run) return next;
  const failing = failingAfter(learner.failing, before, state, event);
  return { ...next, activeAt: Math.max(learner.activeAt, at), failing };
}

/** As the run's own journal had it, with nothing in the place of what was not sent. */
function entryOf(seq: number, at: number, event: SharedEvent): Entry {
  const base = { seq, at: new Date(at).toISOString() };
  switch (event.type) {
    case 'command-started':
    case 'aside-started':
      return { ...event, ...base, command: '' };
    case 'command-ended':
    case 'aside-ended': {
      const { reason, ending, step, type, exit, ms } = event;
      return {
        ...{ type, step, exit, ms, tail: [] },
        ...(ending ? { ending } : {}),
        ...(reason ? { reason: reason as Reason } : {}),
        ...base,
      };
    }
    case 'verdict':
    case 'step-regressed':
      // Which reasons there are is for the catalogues: one that is not known is shown by its id.
      return { ...event, ...base } as Entry;
    case 'objects-touched':
      return { ...event, ...base, created: [], changed: [] };
    default:
      return { ...event, ...base };
  }
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
