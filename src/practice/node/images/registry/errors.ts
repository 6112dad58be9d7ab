interface ErrorKind {
  status: number;
  message: string;
}

/** The protocol's errors, in the words of registry:2. */
const kinds = {
  BLOB_UNKNOWN: { status: 404, message: 'blob unknown to registry' },
  BLOB_UPLOAD_INVALID: { status: 416, message: 'blob upload invalid' },
  BLOB_UPLOAD_UNKNOWN: { status: 404, message: 'blob upload unknown to registry' },
  DIGEST_INVALID: { status: 400, message: 'provided digest did not match uploaded content' },
  MANIFEST_BLOB_UNKNOWN: { status: 400, message: 'blob unknown to registry' },
  MANIFEST_INVALID: { status: 400, message: 'manifest invalid' },
  MANIFEST_UNKNOWN: { status: 404, message: 'manifest unknown' },
  NAME_UNKNOWN: { status: 404, message: 'repository name not known to registry' },
  PAGINATION_NUMBER_INVALID: { status: 400, message: 'invalid number of results requested' },
  TAG_INVALID: { status: 400, message: 'manifest tag did not match URI' },
  UNSUPPORTED: { status: 405, message: 'The operation is unsupported.' },
} satisfies Record<string, ErrorKind>;

export class DistributionError extends Error {
  readonly code: keyof typeof kinds;
  readonly status: number;
  readonly detail: unknown;

  constructor(code: keyof typeof kinds, detail?: unknown) {
    super(kinds[code].message);
    this.name = 'DistributionError';
    this.code = code;
    this.status = kinds[code].status;
    this.detail = detail;
  }

  body(): string {
    const { code, message, detail } = this;
    return `${JSON.stringify({ errors: [{ code, message, ...(detail === undefined ? {} : { detail }) }] })}\n`;
  }
}
