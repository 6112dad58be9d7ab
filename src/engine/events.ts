import type { Language } from '../base/languages.ts';
import type { Reason } from './reasons/reasons.ts';

/** What the engine must know of a step to follow it; the rest of the lesson is not its business. */
export interface StepPlan {
  readonly id: string;
  /** False where the lesson says that the step is not for this kind of cluster. */
  readonly applies: boolean;
  readonly command: boolean;
  /** The command never ends by itself: it is stopped once the checks are green. */
  readonly untilChecks: boolean;
  /** Its command changes nothing: that its checks are green is no sign that the learner has done it. */
  readonly looks: boolean;
  /** One entry a check: true if being green once is enough. */
  readonly checks: readonly boolean[];
}

export type Verdict =
  | { readonly verdict: 'pending' }
  | { readonly verdict: 'green' }
  | { readonly verdict: 'red'; readonly reason: Reason };

/** Why a command ended, where it did not end by itself. */
export type Ending = 'cancelled' | 'timeout' | 'checks' | 'lost';

/** One object of a cluster, for good: another that takes its name later has another UID. */
export interface ObjectRef {
  /** `v1`, `apps/v1`. */
  readonly apiVersion: string;
  /** Lower case plural, as in URLs. */
  readonly plural: string;
  readonly kind: string;
  /** Undefined for what is in no namespace. */
  readonly namespace?: string;
  readonly name: string;
  readonly uid: string;
}

/** One field of an object, by its path, and what it was and is; shortened, and neither for what is secret. */
export interface FieldChange {
  readonly path: string;
  /** Undefined where it was not there. */
  readonly before?: string;
  /** Undefined where it is not there any more. */
  readonly after?: string;
}

/** Marks what was done for a learner on the way to another step: it says nothing of how they get on. */
export interface OnTheWay {
  readonly onTheWay?: true;
}

/** What happens in a run. The journal is a list of these; everything else is a view of it. */
export type Event =
  | {
      readonly type: 'run-started';
      readonly run: string;
      readonly lesson: string;
      readonly version: string;
      readonly cluster: string;
      readonly language: Language;
      readonly plan: readonly StepPlan[];
    }
  | { readonly type: 'run-resumed' }
  /** The lesson was edited since the journal was begun: what is known of a step is kept by its id. */
  | { readonly type: 'plan-changed'; readonly version: string; readonly plan: readonly StepPlan[] }
  | { readonly type: 'step-opened'; readonly step: string }
  | { readonly type: 'step-skipped'; readonly step: string }
  /** The learner went on from a step that had nothing to do, or whose effect was already there. */
  | ({ readonly type: 'step-read'; readonly step: string } & OnTheWay)
  | ({ readonly type: 'command-started'; readonly step: string; readonly command: string } & OnTheWay)
  | {
      readonly type: 'command-ended';
      readonly step: string;
      /** The exit code; null when a signal ended it or the program lost sight of it. */
      readonly exit: number | null;
      readonly ms: number;
      readonly ending?: Ending;
      /** The last lines of its output. */
      readonly tail: readonly string[];
      /** Set when it did not end well: its exit code, its time-out, or an output that is not what the step is for. */
      readonly reason?: Reason;
    }
  | { readonly type: 'stop-requested'; readonly step: string }
  /** A command of the learner's own, in the shell of the run while the step is open: never the step's command. */
  | { readonly type: 'aside-started'; readonly step: string; readonly command: string }
  | {
      readonly type: 'aside-ended';
      readonly step: string;
      readonly exit: number | null;
      readonly ms: number;
      readonly ending?: Ending;
      readonly tail: readonly string[];
      /** Set when it was not let run. */
      readonly reason?: Reason;
    }
  | { readonly type: 'verdict'; readonly step: string; readonly check: number; readonly verdict: Verdict }
  | { readonly type: 'check-timed-out'; readonly step: string; readonly check: number }
  /** Its effect was taken back: it is to be done anew. */
  | { readonly type: 'step-reset'; readonly step: string }
  /** What a finished step achieved is no longer so. */
  | { readonly type: 'step-regressed'; readonly step: string; readonly reason: Reason }
  /** What came into the cluster, or was written to, while the step was open: its effects, whoever had them. */
  | {
      readonly type: 'objects-touched';
      readonly step: string;
      readonly created: readonly ObjectRef[];
      readonly changed: readonly ObjectRef[];
      /** Journals of earlier versions do not have these two. */
      readonly deleted?: readonly ObjectRef[];
      /** What was written to the changed ones, by UID. */
      readonly fields?: Readonly<Record<string, readonly FieldChange[]>>;
    }
  | { readonly type: 'hint-shown'; readonly step: string }
  | {
      readonly type: 'question-answered';
      readonly step: string;
      readonly question: string;
      /** Its number, from 1. */
      readonly choice: number;
      readonly right: boolean;
    }
  | { readonly type: 'language-changed'; readonly language: Language }
  /** Somebody else sets the pace: no step after this one is to be opened yet. Null: nobody does any more. */
  | { readonly type: 'limit-set'; readonly until: string | null }
  | { readonly type: 'shell-opened' }
  | { readonly type: 'shell-closed' }
  | { readonly type: 'run-left' };

/** An event as the journal holds it: numbered from 1 without gaps, with its wall time (ISO 8601). */
export type Entry = Event & { readonly seq: number; readonly at: string };
