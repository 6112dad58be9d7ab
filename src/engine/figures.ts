import type { Language } from '../base/languages.ts';
import type { Passage } from './passages.ts';
import type { Reason } from './reasons/reasons.ts';

/**
 * What a class did with a lesson, in numbers: the hub counts it, reports show it. Times are milliseconds, moments
 * milliseconds since the epoch.
 */
export interface ClassFigures {
  readonly room: string;
  readonly lesson: { readonly id: string; readonly version: string; readonly titles: Titles };
  readonly openedAt: number;
  /** Of the last that is known. */
  readonly lastAt: number;
  readonly ended: boolean;
  /** In the lesson's order. */
  readonly steps: readonly StepFigures[];
  /** In the order in which they came. */
  readonly learners: readonly LearnerFigures[];
}

/** A text by language; English is always there. */
export type Titles = { readonly en: string } & {
  readonly [Other in Exclude<Language, 'en'>]?: string | undefined;
};

export interface StepFigures {
  readonly id: string;
  readonly titles: Titles;
  /** Learners who came to it themselves: `done`, `skipped` and `open` together. */
  readonly reached: number;
  readonly done: number;
  readonly skipped: number;
  readonly open: number;
  /** Learners for whom it was done on the way to another step. They count in nothing else here. */
  readonly carried: number;
  /** What those who did it needed: half of them at most so long, and nine of ten. Null where nobody did. */
  readonly median: number | null;
  readonly p90: number | null;
  /** Learners for whom it failed at least once. */
  readonly failed: number;
  /** Hints that were shown, and to how many learners. */
  readonly hints: number;
  readonly hinted: number;
  /** Learners who raised a hand at it. */
  readonly hands: number;
  /** Learners who have been at it longer than `p90`, and than a minute, and have not done it. */
  readonly stuck: number;
  /**
   * Learners who did not get through it by its text alone: it failed, or they asked for a hint, raised a hand, skipped
   * it, or are stuck.
   */
  readonly troubled: number;
  /** Where it stands among those to be mended, from 1; null where nobody had trouble. */
  readonly rank: number | null;
  /** Why it failed; what most learners met first. */
  readonly reasons: readonly ReasonFigures[];
}

export interface ReasonFigures {
  /** One of those that were alike, as most often met. */
  readonly reason: Reason;
  readonly learners: number;
  readonly times: number;
}

/** A learner at a step. */
export interface Try extends Passage {
  /** They raised a hand at it. */
  readonly hand: boolean;
}

export interface LearnerFigures {
  readonly name: string;
  readonly joinedAt: number;
  /** One for each step of the lesson, in its order. */
  readonly passages: readonly Try[];
  /** Steps on their way, and what came of them. */
  readonly total: number;
  readonly done: number;
  readonly carried: number;
  readonly skipped: number;
  /** The first step on their way that is not settled; null where all are. */
  readonly at: string | null;
  /** How often a step failed for them, hints that they were shown, hands that they raised. */
  readonly failures: number;
  readonly hints: number;
  readonly hands: number;
  /** What they spent on steps that they did themselves. */
  readonly spent: number;
  /** When all steps on their way were settled, and at least one was done by themselves; else null. */
  readonly finishedAt: number | null;
}
