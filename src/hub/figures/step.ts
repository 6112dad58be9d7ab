import type { ReasonFigures, StepFigures, Titles, Try } from '../../engine/figures.ts';
import type { Passage } from '../../engine/passages.ts';
import type { Reason } from '../../engine/reasons/reasons.ts';
import { limits } from '../protocol/protocol.ts';
import { oneLine } from '../protocol/text.ts';
import { quantile } from '../room/select.ts';

/** Nobody is stuck within this time, however quick others were. */
const leastTime = 60_000;

/** One learner's way through the lesson. */
export interface Walk {
  /** One for each step of the lesson. */
  readonly passages: readonly Try[];
  /** How often they raised a hand. */
  readonly hands: number;
}

/** One step, all learners. */
export function stepFigures(
  id: string,
  titles: Titles,
  index: number,
  walks: readonly Walk[],
): Omit<StepFigures, 'rank'> {
  const tries = walks.flatMap(({ passages }) => passages[index] ?? []);
  const came = tries.filter(
    ({ outcome }) => outcome === 'done' || outcome === 'skipped' || outcome === 'open',
  );
  const count = (isCounted: (one: Try) => boolean) => came.filter(isCounted).length;
  const times = came.flatMap(({ outcome, spent }) => (outcome === 'done' ? [spent] : []));
  const p90 = quantile(times, 0.9);
  const isStuck = ({ outcome, spent }: Passage) =>
    outcome === 'open' && p90 !== undefined && spent > Math.max(p90, leastTime);
  return {
    id,
    titles,
    reached: came.length,
    done: times.length,
    skipped: count(({ outcome }) => outcome === 'skipped'),
    open: count(({ outcome }) => outcome === 'open'),
    carried: tries.filter(({ outcome }) => outcome === 'carried').length,
    median: quantile(times, 0.5) ?? null,
    p90: p90 ?? null,
    failed: count(({ failures }) => failures.length > 0),
    hints: came.reduce((sum, { hints }) => sum + hints, 0),
    hinted: count(({ hints }) => hints > 0),
    hands: count(({ hand }) => hand),
    stuck: count(isStuck),
    troubled: count(
      (one) =>
        one.failures.length > 0 || one.hints > 0 || one.hand || one.outcome === 'skipped' || isStuck(one),
    ),
    reasons: reasonsOf(came.map(({ failures }) => failures)),
  };
}

/** Alike are those that differ in nothing but names and numbers: everybody's pod is called otherwise. */
function reasonsOf(byLearner: readonly (readonly Reason[])[]): ReasonFigures[] {
  const met = byLearner.flatMap((reasons, learner) => reasons.map((reason) => ({ reason, learner })));
  return [...Map.groupBy(met, ({ reason }) => kindOf(reason)).values()]
    .map((alike) => ({
      reason: harmless(mostFrequent(alike.map(({ reason }) => reason))),
      learners: new Set(alike.map(({ learner }) => learner)).size,
      times: alike.length,
    }))
    .sort((a, b) => b.learners - a.learners || b.times - a.times);
}

function kindOf({ id, cause }: Reason): string {
  return cause ? `${id} ${kindOf(cause)}` : id;
}

/** The first of those that are there most often. There is at least one. */
function mostFrequent(reasons: readonly Reason[]): Reason {
  const [most] = [...Map.groupBy(reasons, (reason) => JSON.stringify(reason)).values()].sort(
    (a, b) => b.length - a.length,
  );
  return most?.[0] as Reason;
}

/** Its words come from somebody else's cluster. */
function harmless({ id, params, cause }: Reason): Reason {
  const clean = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? oneLine(value, limits.value) : value,
  ]);
  return { id, params: Object.fromEntries(clean), ...(cause ? { cause: harmless(cause) } : {}) } as Reason;
}
