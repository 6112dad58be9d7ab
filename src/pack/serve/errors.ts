/** The errors of the distribution API, each with its HTTP status. */
const statuses = {
  BLOB_UNKNOWN: 404,
  MANIFEST_UNKNOWN: 404,
  NAME_UNKNOWN: 404,
  PAGINATION_NUMBER_INVALID: 400,
  UNSUPPORTED: 405,
} as const;

export type ErrorCode = keyof typeof statuses;

export class DistributionError extends Error {
  readonly code: ErrorCode;
  readonly status: number;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = 'DistributionError';
    this.code = code;
    this.status = statuses[code];
  }

  get body(): string {
    return `${JSON.stringify({ errors: [{ code: this.code, message: this.message }] })}\n`;
  }
}
