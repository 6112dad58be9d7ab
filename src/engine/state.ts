import type { Language } from '../base/languages.ts';
import type { Ending, FieldChange, ObjectRef, StepPlan, Verdict } from './events.ts';
import type { Reason } from './reasons/reasons.ts';

export type StepStatus =
  /** Not reached yet. */
  'ahead' | 'reading' | 'running' | 'checking' | 'done' | 'failed' | 'skipped';

/** How a step's last command went. */
export interface CommandState {
  readonly command: string;
  /** Wall time, ISO 8601. */
  readonly startedAt: string;
  /** Undefined while it runs. */
  readonly end?: CommandEndState;
}

export interface CommandEndState {
  readonly exit: number | null;
  readonly ms: number;
  readonly ending?: Ending;
  readonly tail: readonly string[];
  /** Why it did not end well. Its step may be done all the same, where its effect is there. */
  readonly reason?: Reason;
}

/** A command of the learner's own, and how it went. */
export interface AsideState extends CommandState {
  /** It is being ended. */
  readonly stopping: boolean;
}

export interface Answer {
  /** Its number, from 1. */
  readonly choice: number;
  readonly right: boolean;
}

export interface StepState {
  readonly plan: StepPlan;
  readonly status: StepStatus;
  /** When it was first opened, and when it was done, failed or skipped; wall time, ISO 8601. */
  readonly openedAt?: string;
  readonly settledAt?: string;
  /** How many times a command was started for it. */
  readonly attempts: number;
  readonly command?: CommandState;
  /** The learner's own commands beside the step's since that was started last; only the last may still run. */
  readonly asides: readonly AsideState[];
  /** One a check, in the lesson's order. */
  readonly verdicts: readonly Verdict[];
  /**
   * Counts up whenever what was seen before counts no more: its opening, and the start and end of its command. Whoever
   * watches must start afresh then, so that a verdict from before the command is never taken for its effect.
   */
  readonly epoch: number;
  /** The first time that all checks were seen in this opening, they were green: the step's effect was already there. */
  readonly already: boolean;
  /** It became green without its command: the learner did it in a shell of their own. */
  readonly byLearner: boolean;
  readonly stopping: boolean;
  readonly hints: number;
  /** What was answered last to each of its questions, by their ids. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** Objects that came while it was open, in order. */
  readonly created: readonly ObjectRef[];
  /** Objects that were there before and were written to. */
  readonly changed: readonly ObjectRef[];
  /** Objects that were there before and went. */
  readonly deleted: readonly ObjectRef[];
  /** What was written to objects, one look after the other: by UID. */
  readonly fields: readonly Readonly<Record<string, readonly FieldChange[]>>[];
  /** Why it failed. */
  readonly reason?: Reason;
}

/** All that is known of a run. Made from the journal by `reduce`, and by nothing else. */
export interface RunState {
  readonly run: string;
  readonly lesson: string;
  readonly version: string;
  readonly cluster: string;
  readonly language: Language;
  /** In the lesson's order. */
  readonly steps: readonly StepState[];
  /** The id of the step on the screen; undefined before the first one was opened. */
  readonly current: string | undefined;
  /** The last step that may be opened now; undefined: all may. */
  readonly limit?: string;
  readonly startedAt: string;
  /** Wall time of the last event. */
  readonly lastAt: string;
  /** The learner's own shell has the terminal. */
  readonly shellOpen: boolean;
  /** What was run, the step's commands and the learner's own, the oldest first; the same twice in a row is there once. */
  readonly history: readonly string[];
  /** Number of the last event; 0 before the first. */
  readonly seq: number;
}
