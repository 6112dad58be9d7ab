/**
 * Why a registry did not give or take something.
 *
 * not-found: it has no such image · refused: nobody listens · insecure: it would have to be asked over HTTPS ·
 * no-host: its name does not resolve · failed: anything else, in words.
 */
export type RegistryFailure = 'not-found' | 'refused' | 'insecure' | 'no-host' | 'unreachable' | 'failed';

export class RegistryError extends Error {
  readonly kind: RegistryFailure;
  /** The request that failed, as Go writes it: `Head "http://…"`. */
  readonly request: string;

  constructor(kind: RegistryFailure, request: string, message: string) {
    super(message);
    this.name = 'RegistryError';
    this.kind = kind;
    this.request = request;
  }
}
