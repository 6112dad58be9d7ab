/** An error that the API answers as a `metav1.Status`. */
export class ApiError extends Error {
  readonly code: number;
  /** As `metav1.StatusReason`: NotFound, AlreadyExists, Conflict, Invalid, BadRequest, … */
  readonly reason: string;
  readonly details: Record<string, unknown> | undefined;
  /** Of the Status: where a list goes on. */
  readonly metadata: Record<string, unknown>;

  constructor(
    code: number,
    reason: string,
    message: string,
    details?: Record<string, unknown>,
    metadata: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.reason = reason;
    this.details = details;
    this.metadata = metadata;
  }
}
