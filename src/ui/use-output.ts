import { useSyncExternalStore } from 'react';
import type { Session } from '../runner/session.ts';

/** Draws again when the output of the current step has grown; the buffer itself says how often at the most. */
export function useOutputVersion(session: Session, step: string | undefined): number {
  const output = step === undefined ? undefined : session.output(step);
  return useSyncExternalStore(
    (listener) => output?.subscribe(listener) ?? (() => {}),
    () => output?.version ?? 0,
  );
}
