import type { Verdict } from '../../engine/events.ts';

/** A room as its instructor's screen needs it. Whoever starts the screen brings it along. */
export interface LedRoom {
  readonly code: string;
  /** Days that all of this is kept after the last that was heard. */
  readonly keptDays: number;
  /** Where learners come in, the most likely first; and that one as a QR code. */
  readonly addresses: readonly string[];
  readonly qr: readonly string[];
  /** Where the room's page is, for each of those who may see it. */
  readonly pages: Readonly<Record<'instructor' | 'assistant' | 'projector', string>>;
  /** How things are now. */
  readonly now: ClassNow;
  learner(id: string): LedLearner | undefined;
  /** Calls back whenever something happened. Returns the call that ends it. */
  subscribe(listener: () => void): () => void;
  setGate(step: string | null): Promise<void>;
  setPaused(isPaused: boolean): Promise<void>;
  /** To one learner, or with null to all. */
  message(to: string | null, text: string): Promise<void>;
  nudge(learner: string): Promise<void>;
  /** Offers every learner the way to a step. */
  everyoneTo(step: string): Promise<void>;
  lowerHand(hand: string): Promise<void>;
  end(): Promise<void>;
}

export type Standing = 'done' | 'waiting' | 'working' | 'stuck' | 'gone';
export type StuckFor = 'slow' | 'failing' | 'silent';

export interface ClassNow {
  /** The last step that is open; null: all are. */
  readonly gate: string | null;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly counts: Readonly<Record<Standing, number>>;
  readonly learners: readonly LearnerNow[];
  /** For each step of the lesson: how many are at it, and how many have settled it. */
  readonly steps: readonly { readonly id: string; readonly at: number; readonly settled: number }[];
  /** The first that went up first. */
  readonly hands: readonly { readonly hand: string; readonly learner: string; readonly at: number }[];
}

export interface LearnerNow {
  readonly id: string;
  readonly name: string;
  readonly standing: Standing;
  readonly stuckFor: readonly StuckFor[];
  /** The step that they are at, and for how many milliseconds while it is open. */
  readonly step: string | undefined;
  readonly since: number;
  readonly settled: number;
  readonly total: number;
}

/** What is known of one learner beyond that. */
export interface LedLearner {
  readonly verdicts: readonly Verdict[];
  readonly hints: number;
  readonly attempts: number;
  readonly hand: { readonly command: string; readonly output: readonly string[] } | undefined;
}
