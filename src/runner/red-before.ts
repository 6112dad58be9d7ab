import { stepOf } from '../engine/select.ts';
import type { Session } from './session.ts';
import { waitFor } from './waiting.ts';

/** Milliseconds of wall time until a check that has not said anything is taken for one that is not green. */
const patience = 2_000;

/**
 * The checks of the open step, by their places, that are green although its command has not run yet: they prove
 * nothing. Resolves once each of them has said something.
 */
export async function greenBefore(session: Session, id: string, signal: AbortSignal): Promise<number[]> {
  const verdicts = () => (stepOf(session.state, id)?.verdicts ?? []).map(({ verdict }) => verdict);
  await waitFor(session, () => !verdicts().includes('pending') || undefined, { signal, patience });
  return verdicts().flatMap((verdict, index) => (verdict === 'green' ? [index] : []));
}
