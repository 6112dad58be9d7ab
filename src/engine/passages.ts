import type { Entry } from './events.ts';
import type { Reason } from './reasons/reasons.ts';
import { reduce } from './reduce.ts';
import { stepOf } from './select.ts';
import type { RunState, StepState } from './state.ts';

/**
 * What came of a step for a learner: `done` by them, `carried` (done for them on the way to another step), `skipped`,
 * `open` (begun, and no more), `ahead` (not reached), or `elsewhere` (not for their kind of cluster).
 */
export type Outcome = 'done' | 'carried' | 'skipped' | 'open' | 'ahead' | 'elsewhere';

/** How a learner got through a step, until it was done for the first time. What is done again later is not counted. */
export interface Passage {
  readonly outcome: Outcome;
  /**
   * Milliseconds that the step was on the screen, from its opening until it was done, or until the last that is known.
   * What does not count: while the class was paused, while another step was on the screen, and while the program was
   * not running. Somebody who sits before it and does nothing cannot be told from somebody who thinks.
   */
  readonly spent: number;
  /** Why it failed, once for each time, but for what was done on the way to another step. */
  readonly failures: readonly Reason[];
  readonly hints: number;
  /** Milliseconds since the epoch; undefined while it is not settled. */
  readonly settledAt: number | undefined;
}

/** Milliseconds since the epoch. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

interface Seen {
  spent: number;
  failures: Reason[];
  onTheWay: boolean;
  doneAt: number | undefined;
}

/** How a run went through its steps, by their ids. `pauses`: when the whole class was listening, in order. */
export function passagesOf(
  entries: Iterable<Entry>,
  pauses: readonly Interval[] = [],
): ReadonlyMap<string, Passage> {
  const seen = new Map<string, Seen>();
  const of = (step: string): Seen => {
    const known = seen.get(step) ?? { spent: 0, failures: [], onTheWay: false, doneAt: undefined };
    seen.set(step, known);
    return known;
  };
  let state: RunState | undefined;
  let before = 0;
  for (const entry of entries) {
    const at = Date.parse(entry.at);
    const last = state;
    state = reduce(state, entry);
    const current = last?.current;
    // Whatever was before this, the program was not running.
    if (current !== undefined && entry.type !== 'run-resumed' && of(current).doneAt === undefined)
      of(current).spent += Math.max(0, at - before - overlap(pauses, before, at));
    before = at;
    if ('step' in entry) note(of(entry.step), entry, at, last, state);
  }
  return new Map((state?.steps ?? []).map(({ plan }) => [plan.id, passage(state, plan.id, of(plan.id))]));
}

function note(
  seen: Seen,
  entry: Extract<Entry, { step: string }>,
  at: number,
  before: RunState | undefined,
  after: RunState,
): void {
  if (seen.doneAt !== undefined) return;
  if (entry.type === 'command-started' || entry.type === 'step-read') seen.onTheWay = entry.onTheWay ?? false;
  const step = stepOf(after, entry.step);
  if (step?.status === 'done') seen.doneAt = at;
  const hasFailed = step?.status === 'failed' && before && stepOf(before, entry.step)?.status !== 'failed';
  if (hasFailed && step.reason && !seen.onTheWay) seen.failures.push(withCheck(step, step.reason));
}

/** That its command failed says less than what the first of its checks that is red says beside it. */
function withCheck({ verdicts }: StepState, reason: Reason): Reason {
  const red = verdicts.find(({ verdict }) => verdict === 'red');
  const cause = red?.verdict === 'red' ? red.reason : undefined;
  return cause === undefined || reason.cause || cause.id === reason.id ? reason : { ...reason, cause };
}

function passage(state: RunState | undefined, id: string, seen: Seen): Passage {
  const step = state && stepOf(state, id);
  const { spent, failures, onTheWay, doneAt } = seen;
  const settledAt =
    doneAt ?? (step?.status === 'skipped' && step.settledAt ? Date.parse(step.settledAt) : undefined);
  const outcome = (): Outcome => {
    if (doneAt !== undefined) return onTheWay ? 'carried' : 'done';
    if (!step?.plan.applies) return 'elsewhere';
    if (step.status === 'skipped') return 'skipped';
    return step.openedAt === undefined ? 'ahead' : 'open';
  };
  return { outcome: outcome(), spent, failures, hints: step?.hints ?? 0, settledAt };
}

function overlap(intervals: readonly Interval[], from: number, to: number): number {
  return intervals.reduce(
    (sum, interval) => sum + Math.max(0, Math.min(to, interval.to) - Math.max(from, interval.from)),
    0,
  );
}

/** From the best that may come of a step on. */
const order: readonly Outcome[] = ['done', 'carried', 'skipped', 'open', 'ahead', 'elsewhere'];

/** One learner's passage through a step over all of their runs, the earliest first: as soon as it was done, that counts. */
export function joined(passages: readonly Passage[]): Passage {
  const outcome = order.find((one) => passages.some((passage) => passage.outcome === one)) ?? 'ahead';
  const settling = passages.find((passage) => passage.outcome === outcome);
  const counted = passages.slice(
    0,
    settling && outcome === 'done' ? passages.indexOf(settling) + 1 : undefined,
  );
  return {
    outcome,
    spent: counted.reduce((sum, { spent }) => sum + spent, 0),
    failures: counted.flatMap(({ failures }) => failures),
    hints: counted.reduce((sum, { hints }) => sum + hints, 0),
    settledAt: settling?.settledAt,
  };
}
