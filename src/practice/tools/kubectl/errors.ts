/** `metav1.Status`, as the server answers it. */
export interface Status {
  kind?: string;
  status?: string;
  message?: string;
  reason?: string;
  code?: number;
  details?: {
    name?: string;
    kind?: string;
    group?: string;
    causes?: { reason?: string; message?: string; field?: string }[];
  };
}

/** Ends the command; `message` is printed as it is, without a stack trace. */
export class KubectlError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.name = 'KubectlError';
    this.exitCode = exitCode;
  }
}

/** Wrong flags or arguments: the message, and where the usage is to be read. */
export function usageError(command: string, message: string): KubectlError {
  return new KubectlError(`error: ${message}\nSee 'kubectl ${command} -h' for help and examples`);
}

/** The server's refusal. */
export class StatusError extends Error {
  readonly status: Status;
  readonly code: number;

  constructor(status: Status, code: number) {
    super(status.message ?? 'unknown');
    this.name = 'StatusError';
    this.status = status;
    this.code = status.code ?? code;
  }

  get reason(): string {
    return this.status.reason ?? '';
  }

  /** The same refusal with what was being done, as `error when creating "web.yaml"`. */
  during(what: string): StatusError {
    return new StatusError({ ...this.status, message: `${what}: ${this.message}` }, this.code);
  }
}

/** Several things went wrong; each is reported. */
export class ManyErrors extends Error {
  readonly errors: readonly unknown[];

  constructor(errors: readonly unknown[]) {
    super('several errors');
    this.name = 'ManyErrors';
    this.errors = errors;
  }
}

export function throwAll(errors: readonly unknown[]): void {
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new ManyErrors(errors);
}

export const isNotFound = (error: unknown): error is StatusError =>
  error instanceof StatusError && error.reason === 'NotFound';

/** What kubectl prints for an error, and the exit code it ends with. Undefined for a defect of ours. */
export function explain(error: unknown): { text: string; exitCode: number } | undefined {
  if (error instanceof KubectlError) return { text: error.message, exitCode: error.exitCode };
  if (error instanceof StatusError) return { text: explainStatus(error), exitCode: 1 };
  if (error instanceof ManyErrors) {
    const parts = error.errors.map(explain);
    if (parts.some((part) => part === undefined)) return undefined;
    return { text: parts.map((part) => part?.text).join('\n'), exitCode: 1 };
  }
  return undefined;
}

function explainStatus(error: StatusError): string {
  const { status } = error;
  if (status.reason === 'Unauthorized')
    return `error: You must be logged in to the server (${error.message})`;
  if (status.reason === 'Invalid') return explainInvalid(status);
  const reason = status.reason ? ` (${status.reason})` : '';
  return `Error from server${reason}: ${error.message}`;
}

function explainInvalid({ details, message }: Status): string {
  if (details === undefined) return `The request is invalid${message ? `: ${message}` : ''}`;
  const causes = (details.causes ?? []).map((cause) =>
    cause.field ? `${cause.field}: ${cause.message}` : `${cause.message}`,
  );
  let head = 'The request is invalid';
  if (details.kind || details.name) head = `The ${details.kind} "${details.name}" is invalid`;
  else if (message && causes.length === 0) head += `: ${message}`;
  if (causes.length === 0) return head;
  if (causes.length === 1) return `${head}: ${causes[0]}`;
  return `${head}: \n${causes.map((cause) => `* ${cause}`).join('\n')}`;
}
