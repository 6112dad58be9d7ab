import type { Language } from '../../base/languages.ts';
import type { Reason } from '../../engine/reasons/reasons.ts';
import { sayReason } from '../../engine/reasons/say.ts';
import type { LearnerGlance } from '../room/select.ts';
import { learnerOf, type RoomState } from '../room/state.ts';
import { type Class, type Step, stepNamed, stepStateOf } from './class.ts';
import type { Spoken } from './i18n/spoken.ts';

/** Learners who are stuck at the same step with the same trouble: what is said to one of them helps all. */
export interface StuckGroup {
  readonly key: string;
  readonly step: Step | undefined;
  /** What is wrong, as the first of them reads it; undefined where nothing is but the time. */
  readonly trouble: string | undefined;
  readonly learners: readonly LearnerGlance[];
}

/** The largest group first; in it, who is stuck for more than one reason first, then who is so for longest. */
export function stuckGroups(room: Class, language: Language): readonly StuckGroup[] {
  const stuck = room.glance.learners
    .filter(({ standing }) => standing === 'stuck')
    .toSorted((a, b) => b.stuckFor.length - a.stuckFor.length || b.since - a.since);
  // By what is wrong, not by its words: these name pods, and everybody's pods have other names.
  const groups = Map.groupBy(stuck, ({ id, step }) => `${step} ${troubleOf(room.state, id)?.id ?? ''}`);
  return [...groups]
    .map(([key, learners]): StuckGroup => {
      const [first] = learners;
      const trouble = first && troubleOf(room.state, first.id);
      return {
        key,
        step: stepNamed(room, first?.step),
        trouble: trouble && sayReason(trouble, language),
        learners,
      };
    })
    .toSorted((a, b) => b.learners.length - a.learners.length);
}

/** Why a learner counts as stuck, in a few words each. */
export function stuckFor(room: Class, { id, since, stuckFor }: LearnerGlance, spoken: Spoken): string {
  const { words, time } = spoken;
  const learner = learnerOf(room.state, id);
  const said = {
    slow: () => time(since),
    failing: () => words.failing(learner?.failing?.times ?? 0),
    silent: () => words.silent(time(room.now - (learner?.activeAt ?? room.now))),
  };
  return stuckFor.map((why) => said[why]()).join(' · ');
}

/** What is wrong with the step that a learner is at; undefined where nothing is. */
function troubleOf(state: RoomState, id: string): Reason | undefined {
  const learner = learnerOf(state, id);
  const step = learner && stepStateOf(learner);
  const red = step?.verdicts.find((verdict) => verdict.verdict === 'red');
  return red?.reason ?? step?.reason ?? step?.command?.end?.reason;
}
