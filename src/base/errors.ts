/** What a process ends with: 0 good, 1 a lesson failed, and the three below. */
export type ExitCode = 2 | 3 | 130;

/**
 * An error whose reader can do something about it. `cli` prints `message`, then `next`, without a stack trace;
 * every other error is a defect of ours.
 */
export abstract class PilotageError extends Error {
  abstract readonly exitCode: ExitCode;
  /** What to do now, as a sentence or a command. */
  readonly next: string | undefined;

  constructor(message: string, next?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.next = next;
  }
}

/** The command line, a configuration file or a lesson is wrong. */
export class UsageError extends PilotageError {
  readonly exitCode = 2;
}

/** The machine or the cluster is not ready for what was asked. */
export class NotReadyError extends PilotageError {
  readonly exitCode = 3;
}

/** The person in front of the terminal ended it. */
export class InterruptedError extends PilotageError {
  readonly exitCode = 130;
}
