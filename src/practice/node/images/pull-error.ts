import { DigestMismatch } from './blobs.ts';
import { RegistryError, type RegistryFailure } from './client/errors.ts';
import { canonicalName, type Reference } from './reference.ts';
import { PullError } from './types.ts';

const causes: Record<RegistryFailure, PullError['cause_']> = {
  'not-found': 'not-found',
  refused: 'refused',
  insecure: 'insecure',
  'no-host': 'unreachable',
  unreachable: 'unreachable',
  failed: 'failed',
};

/** A failed fetch, in containerd's words. Errors that are none are passed on. */
export function toPullError(error: unknown, reference: Reference): unknown {
  const name = canonicalName(reference);
  const failed = `failed to pull and unpack image "${name}"`;
  if (error instanceof DigestMismatch) {
    return new PullError('failed', `rpc error: code = FailedPrecondition desc = ${failed}: ${error.message}`);
  }
  if (!(error instanceof RegistryError)) return error;
  const unresolved = `${failed}: failed to resolve reference "${name}"`;
  if (error.kind === 'not-found') {
    return new PullError('not-found', `rpc error: code = NotFound desc = ${unresolved}: ${name}: not found`);
  }
  return new PullError(
    causes[error.kind],
    `rpc error: code = Unknown desc = ${unresolved}: failed to do request: ${error.request}: ${error.message}`,
  );
}
