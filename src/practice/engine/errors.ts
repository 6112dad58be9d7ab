/** What the engine answers instead of a result; the command prints `Error response from daemon: MESSAGE`. */
export class EngineError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'EngineError';
    this.status = status;
  }
}

export function noSuchImage(name: string): EngineError {
  return new EngineError(404, `No such image: ${name}`);
}
