import type { Verdict } from '../events.ts';
import type { Reason } from './reasons.ts';

/** Whether two reasons say the same, causes included. */
export function sameReason(a: Reason | undefined, b: Reason | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.id !== b.id) return false;
  const left = a.params as Record<string, unknown>;
  const right = b.params as Record<string, unknown>;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => left[key] === right[key]) && sameReason(a.cause, b.cause);
}

export function sameVerdict(a: Verdict | undefined, b: Verdict | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.verdict === 'red' && b.verdict === 'red') return sameReason(a.reason, b.reason);
  return a.verdict === b.verdict;
}

/** The reason with `cause` behind its last known cause. */
export function because(reason: Reason, cause: Reason | undefined): Reason {
  if (cause === undefined) return reason;
  return { ...reason, cause: reason.cause === undefined ? cause : because(reason.cause, cause) };
}
