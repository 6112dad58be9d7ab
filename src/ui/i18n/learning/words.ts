/** What is said of questions, reasons, and the way through the steps, in one language. */
export interface LearningWords {
  /** What keys do, in the one or two words that a footer has room for. */
  readonly keys: {
    readonly why: string;
    readonly steps: string;
    readonly answer: string;
    readonly go: string;
    readonly justOpen: string;
    readonly redo: string;
    readonly undo: string;
    readonly doctor: string;
    readonly startOver: string;
    readonly yes: string;
  };
  readonly guessTitle: string;
  readonly quizTitle: string;
  readonly howToAnswer: (choices: number) => string;
  /** Their guess stands, and is not told yet. */
  readonly guessed: (choice: number) => string;
  readonly right: string;
  readonly wrong: (right: number) => string;
  /** A question has come up, and nobody has to answer it. */
  readonly questionWaits: (choices: number) => string;

  readonly whyTitle: string;
  readonly whyGreen: string;
  readonly whyNothing: string;
  readonly whyCommand: string;
  readonly whyLook: string;
  readonly whyPending: string;

  readonly doctorTitle: string;
  readonly stepsTitle: string;
  /** How to get to a step where lines are typed. */
  readonly stepsPlain: (key: string) => string;
  readonly here: string;
  readonly open: string;
  readonly done: string;
  readonly lost: string;
  readonly skipped: string;
  readonly jumpTitle: (title: string) => string;
  readonly jumpText: (commands: number) => string;
  readonly onlyYou: string;
  readonly redoTitle: (title: string) => string;
  readonly redoText: string;
  readonly undoTitle: (title: string) => string;
  readonly undoText: string;
  /** A step's effect that no command takes back. */
  readonly noUndo: string;
  readonly startOverTitle: string;
  readonly startOverText: string;
  readonly startOverCluster: string;
  readonly startOverFiles: (folder: string) => string;
  readonly deletes: (object: string) => string;
  readonly leaves: (object: string) => string;
  readonly nothingRunsYet: string;
  readonly underWay: (number: number, total: number, title: string) => string;
  readonly arrived: string;
  readonly stoppedAt: (title: string) => string;
  readonly undoFailed: (title: string, line: string) => string;
  readonly busy: string;

  readonly questionsRight: (right: number, answered: number) => string;
  readonly whatNext: string;
  readonly transcript: (command: string) => string;
  readonly again: (command: string) => string;
  readonly thisTime: string;
}
