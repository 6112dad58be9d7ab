/** Ends the command: `text` goes to standard error as it stands. */
export class DockerError extends Error {
  readonly exitCode: number;

  constructor(text: string, exitCode = 1) {
    super(text);
    this.name = 'DockerError';
    this.exitCode = exitCode;
  }
}

/** What the engine said no to. Commands that word it differently catch it. */
export class DaemonError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'DaemonError';
    this.status = status;
  }
}
