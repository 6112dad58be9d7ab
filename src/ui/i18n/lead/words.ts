import type { Standing, StuckFor } from '../../lead/led-room.ts';

/** What an instructor reads of their room. */
/** The keys of the instructor's help, by the first of a row; those of one row do the same in two directions. */
export type LeadHelpKey =
  | 'primary'
  | 'free'
  | 'pause'
  | 'aside'
  | 'nudge'
  | 'hand'
  | 'catch-up'
  | 'next'
  | 'down'
  | 'pane'
  | 'room'
  | 'end'
  | 'language'
  | 'quit';

export interface LeadWords {
  readonly keys: {
    readonly open: string;
    readonly look: string;
    readonly gate: string;
    readonly free: string;
    readonly pause: string;
    readonly goOn: string;
    readonly message: string;
    readonly nudge: string;
    readonly lower: string;
    readonly everyone: string;
    readonly invitation: string;
    /** To the page for assistants and the projector. */
    readonly helpers: string;
    readonly next: string;
    /** To the pane of the class, and to that of the notes. */
    readonly toClass: string;
    readonly toNotes: string;
    readonly back: string;
    readonly end: string;
    readonly send: string;
  };
  /** What the screen is, and what its keys do. */
  readonly helpText: string;
  readonly about: Readonly<Record<LeadHelpKey, string>>;
  readonly room: (code: string) => string;
  readonly learners: (count: number) => string;
  readonly standing: Readonly<Record<Standing, string>>;
  readonly stuckFor: Readonly<Record<StuckFor, string>>;
  readonly hands: (count: number) => string;
  readonly freePace: string;
  readonly openTo: (number: number, total: number, title: string) => string;
  readonly paused: string;
  readonly ended: string;
  /** How many are at the step that is shown, and have done it. */
  readonly atStep: (at: number, settled: number) => string;
  readonly noNotes: string;
  readonly nobody: (code: string) => string;
  readonly handUp: string;
  readonly minutes: (minutes: number) => string;
  /** Above what is typed; undefined: to all. */
  readonly messageTo: (name: string | undefined) => string;
  readonly sent: (name: string | undefined) => string;
  readonly nudged: (name: string) => string;
  readonly opened: (title: string) => string;
  readonly called: (title: string) => string;
  readonly failed: (why: string) => string;

  readonly invitationTitle: string;
  readonly roomLogged: (days: number) => string;
  readonly helpersTitle: string;
  readonly helpersText: string;
  readonly roles: Readonly<Record<'instructor' | 'assistant' | 'projector', string>>;
  readonly attempts: (attempts: number, hints: number) => string;
  readonly check: (number: number) => string;
  readonly green: string;
  readonly pending: string;
  readonly lastCommand: string;
  readonly noHand: string;
  readonly endTitle: string;
  readonly endText: readonly string[];
  /** Printed when the screen is left. */
  readonly left: (command: string, report: string) => string;
}
