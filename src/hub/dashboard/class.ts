import type { Language } from '../../base/languages.ts';
import { currentStep, isSettled, stepOf } from '../../engine/select.ts';
import type { StepState } from '../../engine/state.ts';
import type { Snapshot } from '../protocol/log-stream.ts';
import type { RoomLesson, Titles } from '../protocol/room-events.ts';
import { type Glance, glance, runOf } from '../room/select.ts';
import { type Learner, learnerOf, type RoomState } from '../room/state.ts';

/** A step of the lesson, as the page names it. */
export interface Step {
  readonly id: string;
  /** From 1. */
  readonly number: number;
  readonly title: string;
}

/** The class as it is at one moment: what all parts of the page show. */
export interface Class {
  readonly snapshot: Snapshot;
  readonly state: RoomState;
  readonly now: number;
  readonly glance: Glance;
  readonly steps: readonly Step[];
}

export function classAt(snapshot: Snapshot, now: number, steps: readonly Step[]): Class {
  const { state } = snapshot;
  return { snapshot, state, now, steps, glance: glance(state, now) };
}

export function stepsIn(lesson: RoomLesson | undefined, language: Language): readonly Step[] {
  return (lesson?.steps ?? []).map(({ id, titles }, index) => ({
    ...{ id, number: index + 1, title: titleIn(titles, language) },
  }));
}

export function titleIn(titles: Titles, language: Language): string {
  return titles[language] ?? titles.en;
}

/** The last step that is open, the one after it, and so on: what "open the next one" does. */
export function nextGate({ state, steps }: Class): Step | undefined {
  const at = steps.findIndex(({ id }) => id === state.gate);
  return at === -1 ? undefined : steps[at + 1];
}

export function stepNamed({ steps }: Class, id: string | null | undefined): Step | undefined {
  return steps.find((step) => step.id === id);
}

/** The step that a learner is at, or another, as their run has it. */
export function stepStateOf(learner: Learner, id?: string): StepState | undefined {
  const run = runOf(learner);
  return run && (id === undefined ? currentStep(run) : stepOf(run, id));
}

/** How many are at each step, by its id, and have not done it. */
export function busyAt({ state, glance: { learners } }: Class): ReadonlyMap<string, number> {
  const busy = new Map<string, number>();
  for (const { id } of learners) {
    const learner = learnerOf(state, id);
    const step = learner && stepStateOf(learner);
    if (step && !isSettled(step)) busy.set(step.plan.id, (busy.get(step.plan.id) ?? 0) + 1);
  }
  return busy;
}

/** How a step of a learner is drawn. */
export type Mark = 'ahead' | 'here' | 'busy' | 'done' | 'failed' | 'skipped' | 'absent';

const marks = {
  ahead: 'ahead',
  reading: 'here',
  running: 'busy',
  checking: 'busy',
  done: 'done',
  failed: 'failed',
  skipped: 'skipped',
} as const satisfies Record<StepState['status'], Mark>;

export function marksOf(learner: Learner, steps: readonly Step[]): readonly Mark[] {
  const known = new Map(runOf(learner)?.steps.map((step) => [step.plan.id, step]));
  return steps.map(({ id }) => {
    const step = known.get(id);
    if (!step) return 'ahead';
    return step.plan.applies ? marks[step.status] : 'absent';
  });
}
