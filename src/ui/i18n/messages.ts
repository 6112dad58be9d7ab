import type { ClusterNoteParams } from '../../cluster/types.ts';
import type { Tone } from '../../lesson/prose/blocks.ts';
import type { Check } from '../../lesson/schema.ts';
import type { HelpKey } from '../help.ts';
import type { Intent, NamedKey } from '../keys/keymap.ts';
import type { SpokenMarks } from '../spoken.ts';
import type { LeadWords } from './lead/words.ts';
import type { LearningWords } from './learning/words.ts';
import type { LiveMessages } from './live/live-messages.ts';
import type { OutputWords } from './output/words.ts';
import type { RoomWords } from './room/words.ts';

/** What keys do, in the one or two words that a footer has room for. */
interface KeyLabels {
  readonly run: string;
  readonly again: string;
  /** The lesson's own command, where another one was run last. */
  readonly original: string;
  readonly next: string;
  readonly finish: string;
  readonly toOpen: string;
  readonly edit: string;
  readonly hint: string;
  readonly back: string;
  readonly skip: string;
  readonly mend: string;
  readonly transcript: string;
  readonly shell: string;
  readonly help: string;
  readonly quit: string;
  readonly leave: string;
  readonly stop: string;
  readonly scroll: string;
  /** To the next pane of the screen. */
  readonly pane: string;
  /** The commands that were typed before. */
  readonly history: string;
  readonly start: string;
  readonly resume: string;
  /** Of a workshop that is finished. */
  readonly reopen: string;
  readonly select: string;
  readonly runEdited: string;
  readonly aside: string;
  readonly search: string;
  readonly find: string;
  readonly findNext: string;
  readonly findPrevious: string;
  readonly copy: string;
  readonly endSearch: string;
  readonly cancel: string;
  readonly close: string;
}

/** The keys that the tour tells of. */
export interface TourKeys {
  readonly enter: string;
  readonly shell: string;
  readonly help: string;
  readonly quit: string;
}

/** What an answer asks for that a key cannot, or does otherwise. */
interface PlainAbout {
  readonly edit: string;
  readonly again: string;
  readonly aside: string;
  readonly steps: string;
  readonly undo: string;
  readonly 'start-over': string;
}

/** Everything that the screen says, in one language. A key that a catalogue misses does not compile. */
export interface Messages {
  readonly keyNames: Readonly<Record<NamedKey, string>>;
  readonly keys: KeyLabels;
  /** The same in a sentence, for the help. */
  readonly about: Readonly<Record<HelpKey, string>>;
  /** What is different where lines of text are answered by lines of text; `word` is what to type for an intent. */
  plainAbout(word: (intent: Intent) => string): PlainAbout;
  readonly live: LiveMessages;
  readonly step: (number: number, total: number) => string;
  /** Capital, for a heading. */
  readonly stepTitle: (number: number, total: number, title: string) => string;
  readonly hintTitle: (number: number, total: number) => string;
  readonly noMoreHints: string;
  readonly noHints: string;
  /** Lines that are not visible. */
  readonly more: (lines: number) => string;
  readonly ready: string;
  readonly stopped: string;
  readonly already: string;
  readonly alreadyLook: string;
  readonly running: (seconds: number) => string;
  readonly runningUntil: (seconds: number) => string;
  readonly stopping: string;
  readonly checking: (seconds: number) => string;
  /** Undefined where nothing was run, or it took no time worth telling. */
  readonly done: (seconds: number | undefined) => string;
  readonly doneByLearner: string;
  /** Like all that is called by the name of a key: which key it is, the learner may have chosen. */
  readonly failed: (shell: string) => string;
  readonly skipped: string;
  readonly exercise: (shell: string) => string;
  readonly justRead: string;
  readonly noOutput: string;
  readonly dropped: (lines: number) => string;
  readonly checkLabel: (check: Check) => string;
  readonly checkPending: string;
  readonly output: OutputWords;
  readonly editing: string;
  readonly resumed: (step: string) => string;
  readonly interrupted: string;
  /** A finished step that no longer holds, why, and how many more there are. */
  readonly lost: (step: string, why: string, more: number, mend: string) => string;
  readonly journalCut: string;
  readonly ctrlC: (quit: string) => string;
  readonly helpTitle: string;
  readonly helpText: string;
  readonly menuTitle: string;
  /** The first line of the learner's own shell. */
  readonly shellGreeting: string;
  readonly lead: LeadWords;
  readonly learning: LearningWords;
  readonly room: RoomWords;
  /** What a remark within prose is. */
  readonly tones: Readonly<Record<Tone, string>>;
  readonly clusterNotes: {
    readonly [Id in keyof ClusterNoteParams]: (params: ClusterNoteParams[Id]) => string;
  };
  readonly preparing: string;
  readonly minutes: (minutes: number) => string;
  readonly fresh: string;
  readonly progress: (settled: number, total: number) => string;
  readonly finished: string;
  readonly finishTitle: string;
  /** `minutes` is undefined where they would say nothing, over several sittings. */
  readonly finishSummary: (done: number, skipped: number, minutes: number | undefined) => string;
  readonly unfinishedTitle: string;
  readonly unfinished: (steps: number) => string;
  /** `again`: the command that goes on with it. */
  readonly left: (lesson: string, settled: number, total: number, again: string) => string;
  readonly tooSmall: (columns: number, rows: number) => string;
  /** Without a clock: said once. */
  readonly checkingPlain: string;
  readonly plainEdit: (edit: string) => string;
  /** What there is to know before the first step of the first run, in three sentences. */
  readonly tour: (keys: TourKeys) => readonly [string, string, string];
  readonly spokenMarks: SpokenMarks;
  readonly tourTitle: string;
  readonly transcriptSaved: (file: string) => string;
  readonly transcriptFailed: (why: string) => string;
  /** A step is done, and the next one opens by itself after so many seconds. */
  readonly goesOn: (seconds: number) => string;
  readonly plainPrompt: (choices: string) => string;
  readonly plainUnknown: (answer: string) => string;
}
