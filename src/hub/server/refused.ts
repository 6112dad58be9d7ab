import type { Refusal } from '../protocol/requests.ts';

const statuses = {
  malformed: 400,
  'unknown-version': 400,
  'wrong-code': 401,
  'wrong-token': 401,
  'not-allowed': 403,
  'other-origin': 403,
  'not-found': 404,
  'unknown-run': 409,
  'other-lesson': 409,
  gap: 409,
  'room-ended': 410,
  'too-large': 413,
  'too-many-requests': 429,
  'locked-out': 429,
  'room-full': 503,
  'not-ready': 503,
} as const satisfies Record<Refusal, number>;

/** Something that the room does not do for whoever asks. */
export class Refused extends Error {
  readonly reason: Refusal;
  readonly more: { readonly next?: number; readonly wait?: number };

  constructor(reason: Refusal, more: Refused['more'] = {}) {
    super(reason);
    this.reason = reason;
    this.more = more;
  }

  get status() {
    return statuses[this.reason];
  }
}
