/** What is said of commands and of what they print. */
export interface OutputWords {
  /** Above a command of the learner's own while it is typed. */
  readonly asideTitle: string;
  /** Above an input while a text is looked for in the history. */
  readonly finding: (text: string) => string;
  readonly noMatch: (query: string) => string;
  /** Beside an output that grows and is not followed: the key that follows it. */
  readonly notFollowing: (key: string) => string;
  readonly copiedCommand: string;
  readonly copied: (lines: number) => string;
  /** Only the last of more lines fit. */
  readonly copiedLast: (lines: number) => string;
  readonly nothingToCopy: string;
  /** How a command of the learner's own ended; null where it was ended. */
  readonly asideEnded: (exit: number | null) => string;
  readonly asideLost: (command: string) => string;
  /** What a step waits for, how many checks besides, and for how long. */
  readonly waitingFor: (what: string, more: number, seconds: number) => string;
  /** Where commands are answers: how to run one of one's own; `key` stands before it. */
  readonly plainAside: (key: string) => string;
  /** What the mouse does, and how to select text all the same. */
  readonly wheel: string;
}
