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
  readonly whyLook: (shell: string) => string;
  readonly whyPending: string;

  readonly doctorTitle: string;
  /** Above why a workshop could not be begun, or gone on with. */
  readonly problemTitle: string;
  /** Which key of the menu chooses another cluster. */
  readonly problemNext: (key: string) => string;
  readonly stepsTitle: string;
  /** What there is to be done with a step where lines are typed: the words for going there, again, and back. */
  readonly stepsPlain: (go: string, again: string, undo: string) => string;
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
  /** To a plan, the answer was not yes. */
  readonly nothingDone: string;
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
