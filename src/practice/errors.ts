/** An error that the API answers as a `metav1.Status`. */
export class ApiError extends Error {
  readonly code: number;
  /** As `metav1.StatusReason`: NotFound, AlreadyExists, Conflict, Invalid, BadRequest, … */
  readonly reason: string;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: number, reason: string, message: string, details?: Record<string, unknown>) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.reason = reason;
    this.details = details;
  }
}
