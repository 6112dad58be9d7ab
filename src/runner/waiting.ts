import type { Session } from './session.ts';

export interface Waiting {
  /** Ends the wait. */
  readonly signal?: AbortSignal;
  /** Milliseconds of wall time that it takes at the most. */
  readonly patience?: number;
}

/**
 * Resolves with what `find` finds in a session, which is looked at now and after each of its events; with undefined when
 * the wait is over before.
 */
export function waitFor<Found>(
  session: Session,
  find: () => Found | undefined,
  { signal, patience }: Waiting = {},
): Promise<Found | undefined> {
  return new Promise((resolve) => {
    const look = () => {
      const found = find();
      if (found !== undefined || signal?.aborted) end(found);
    };
    const end = (found?: Found) => {
      clearTimeout(timer);
      unsubscribe();
      signal?.removeEventListener('abort', look);
      resolve(found);
    };
    const timer = patience === undefined ? undefined : setTimeout(end, patience);
    const unsubscribe = session.subscribe(look);
    signal?.addEventListener('abort', look);
    look();
  });
}
