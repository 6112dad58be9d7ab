import { stepOf } from '../engine/select.ts';
import type { Session } from './session.ts';

/** Milliseconds of wall time until a check that has not said anything is taken for one that is not green. */
const patience = 2_000;

/**
 * The checks of the open step, by their places, that are green although its command has not run yet: they prove
 * nothing. Resolves once each of them has said something.
 */
export function greenBefore(session: Session, id: string, signal: AbortSignal): Promise<number[]> {
  return new Promise((resolve) => {
    const verdicts = () => (stepOf(session.state, id)?.verdicts ?? []).map(({ verdict }) => verdict);
    const look = () => {
      if (signal.aborted || !verdicts().includes('pending')) end();
    };
    const unsubscribe = session.subscribe(look);
    const timer = setTimeout(() => end(), patience);
    const end = () => {
      clearTimeout(timer);
      unsubscribe();
      signal.removeEventListener('abort', look);
      resolve(verdicts().flatMap((verdict, index) => (verdict === 'green' ? [index] : [])));
    };
    signal.addEventListener('abort', look);
    look();
  });
}
