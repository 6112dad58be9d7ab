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

/** A failed fetch, in containerd's words. */
export function toPullError(error: Error, reference: Reference): PullError {
  const name = canonicalName(reference);
  const failed = `failed to pull and unpack image "${name}"`;
  if (error instanceof DigestMismatch) {
    return new PullError('failed', `rpc error: code = FailedPrecondition desc = ${failed}: ${error.message}`);
  }
  if (!(error instanceof RegistryError)) {
    // A connection that broke in the middle, a full disk, an answer that is not what the protocol says.
    return new PullError('failed', `rpc error: code = Unknown desc = ${failed}: ${error.message}`);
  }
  const unresolved = `${failed}: failed to resolve reference "${name}"`;
  if (error.kind === 'not-found') {
    return new PullError('not-found', `rpc error: code = NotFound desc = ${unresolved}: ${name}: not found`);
  }
  return new PullError(
    causes[error.kind],
    `rpc error: code = Unknown desc = ${unresolved}: failed to do request: ${error.request}: ${error.message}`,
  );
}
