import type { Verdict } from '../../engine/events.ts';
import { currentStep, isOpenToLearner, isSettled, path } from '../../engine/select.ts';
import type { RunState, StepState } from '../../engine/state.ts';
import type { Learner, RoomState } from './state.ts';

/** Without a connection for so long, a learner has gone. */
export const goneAfter = 60_000;
/** A server that says nothing for so long is dead, and whoever was connected to it is not any more. */
const deadAfter = 150_000;
/** So many learners must have done a step before it is known how long it takes, and nobody is late within this time. */
const leastSamples = 5;
const leastTime = 60_000;
/** A learner on whose step nothing happens for so long is silent. */
const silentAfter = 5 * 60_000;
/** Failing for the same reason so many times is not being on the way. */
const sameFailures = 2;

export type Standing = 'done' | 'waiting' | 'working' | 'stuck' | 'gone';
export type StuckFor = 'slow' | 'failing' | 'silent';

/** One learner at a glance. */
export interface LearnerGlance {
  readonly id: string;
  readonly name: string;
  readonly standing: Standing;
  /** Why they are stuck; empty where they are not. */
  readonly stuckFor: readonly StuckFor[];
  /** The step that they are at; undefined before the first. */
  readonly step: string | undefined;
  /** Milliseconds that they have been at it, while it is not settled. */
  readonly since: number;
  /** Steps settled, of how many on their way. */
  readonly settled: number;
  readonly total: number;
  readonly hints: number;
  readonly handUp: boolean;
}

export interface Glance {
  readonly counts: Readonly<Record<Standing, number>>;
  readonly learners: readonly LearnerGlance[];
  /** For each step of the lesson: how many are at it, and how many have settled it. */
  readonly steps: readonly { readonly id: string; readonly at: number; readonly settled: number }[];
  /** As `usualTimes` has them. */
  readonly usual: ReadonlyMap<string, number>;
}

export function runOf(learner: Learner): RunState | undefined {
  return learner.runs[learner.run];
}

/** The class at a time by the room's clock. */
export function glance(state: RoomState, now: number): Glance {
  const usual = usualTimes(state);
  const learners = state.learners.map((learner) => glanceAt(learner, state, usual, now));
  const counts = { done: 0, waiting: 0, working: 0, stuck: 0, gone: 0 };
  for (const { standing } of learners) counts[standing]++;
  const settled = countOf(
    state.learners.flatMap(
      (learner) =>
        runOf(learner)
          ?.steps.filter(isSettled)
          .map(({ plan }) => plan.id) ?? [],
    ),
  );
  const at = countOf(learners.map(({ step }) => step));
  const steps = (state.lesson?.steps ?? []).map(({ id }) => ({
    ...{ id, at: at.get(id) ?? 0, settled: settled.get(id) ?? 0 },
  }));
  return { counts, learners, steps, usual };
}

function countOf<Value>(values: readonly Value[]): ReadonlyMap<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** How long four of five learners took for each step at most, in milliseconds; only where enough have done it. */
export function usualTimes({ learners }: RoomState): ReadonlyMap<string, number> {
  const times = new Map<string, number[]>();
  for (const learner of learners) {
    for (const step of runOf(learner)?.steps ?? []) {
      const took = timeOf(step);
      if (took === undefined) continue;
      const all = times.get(step.plan.id);
      if (all) all.push(took);
      else times.set(step.plan.id, [took]);
    }
  }
  return new Map(
    [...times].flatMap(([id, all]) => {
      const usual = quantile(all, 0.8);
      return usual !== undefined && all.length >= leastSamples ? [[id, usual] as const] : [];
    }),
  );
}

/** Milliseconds from a step's opening to its being done; undefined where it was not. */
export function timeOf({ status, openedAt, settledAt }: StepState): number | undefined {
  if (status !== 'done' || openedAt === undefined || settledAt === undefined) return undefined;
  return Math.max(0, Date.parse(settledAt) - Date.parse(openedAt));
}

/** The least of the values that at least this share of them does not exceed. */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/** The verdicts of the step that a learner is at. */
export function verdictsNow(learner: Learner): readonly Verdict[] {
  const run = runOf(learner);
  return (run && currentStep(run)?.verdicts) ?? [];
}

/** Whether a server of the room that lives says that they are connected. */
export function isHere({ server }: Learner, { servers }: RoomState, now: number): boolean {
  return server !== null && now - (servers[server] ?? 0) < deadAfter;
}

function glanceAt(
  learner: Learner,
  state: RoomState,
  usual: ReadonlyMap<string, number>,
  now: number,
): LearnerGlance {
  const run = runOf(learner);
  const steps = run ? path(run) : [];
  const step = run && currentStep(run);
  const isOpen = step !== undefined && !isSettled(step);
  const since = isOpen && step.openedAt ? Math.max(0, now - Date.parse(step.openedAt)) : 0;
  const stuckFor = isOpen ? stuckAt(learner, step, since, usual, state, now) : [];
  return {
    id: learner.id,
    name: learner.name,
    standing: standingOf(learner, run, state, stuckFor, now),
    stuckFor,
    step: step?.plan.id,
    since,
    settled: steps.filter(isSettled).length,
    total: steps.length,
    hints: steps.reduce((sum, { hints }) => sum + hints, 0),
    handUp: state.hands.some((hand) => hand.learner === learner.id),
  };
}

function standingOf(
  learner: Learner,
  run: RunState | undefined,
  state: RoomState,
  stuckFor: readonly StuckFor[],
  now: number,
): Standing {
  const steps = run ? path(run) : [];
  if (steps.length > 0 && steps.every(isSettled)) return 'done';
  if (!isHere(learner, state, now) && now - learner.serverAt > goneAfter) return 'gone';
  if (run && isAtGate(run, state)) return 'waiting';
  return stuckFor.length > 0 ? 'stuck' : 'working';
}

/** All that is open to them is settled. */
function isAtGate(run: RunState, { gate }: RoomState): boolean {
  if (gate === null) return false;
  const gated = { ...run, limit: gate };
  const open = path(run).filter(({ plan }) => isOpenToLearner(gated, plan.id));
  return open.length < path(run).length && open.every(isSettled);
}

function stuckAt(
  learner: Learner,
  step: StepState,
  since: number,
  usual: ReadonlyMap<string, number>,
  { paused }: RoomState,
  now: number,
): StuckFor[] {
  const { failing } = learner;
  const longest = usual.get(step.plan.id);
  const reasons: StuckFor[] = [];
  // While the class listens, nobody is late.
  if (!paused && longest !== undefined && since > Math.max(longest, leastTime)) reasons.push('slow');
  if (failing?.step === step.plan.id && failing.times >= sameFailures) reasons.push('failing');
  if (!paused && now - learner.activeAt > silentAfter) reasons.push('silent');
  return reasons;
}
