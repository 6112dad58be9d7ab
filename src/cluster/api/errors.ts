/** The kubeconfig is not there, or cannot be used. */
export class KubeconfigError extends Error {
  readonly path: string;
  readonly missing: boolean;

  constructor(path: string, missing: boolean, message: string, options?: ErrorOptions) {
    super(message, options);
    this.path = path;
    this.missing = missing;
  }
}

/** The API server could not be reached, or stopped answering. `code` is Node's (ECONNREFUSED), or ETIMEDOUT. */
export class UnreachableError extends Error {
  readonly address: string;
  readonly code: string;

  constructor(address: string, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.address = address;
    this.code = code;
  }
}

/** The API server answered with an error: Kubernetes' Status. */
export class StatusError extends Error {
  readonly status: number;
  /** Such as NotFound, Expired, Forbidden; empty when the answer was no Status. */
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/** No resource of this name is served. */
export class UnknownResourceError extends Error {
  readonly resource: string;

  constructor(resource: string) {
    super(`the server has no resource type "${resource}"`);
    this.resource = resource;
  }
}
