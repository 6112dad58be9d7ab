import { watchCheck } from '../cluster/checks/index.ts';
import type { CheckContext } from '../cluster/types.ts';
import type { Verdict } from '../engine/events.ts';
import type { Check } from '../lesson/schema.ts';

/**
 * Watches a check until it says `hoped`, for `patience` milliseconds of wall time at the most. Resolves to its last
 * verdict: pending where it has said nothing, or where `signal` was aborted.
 */
export function lookFor(
  hoped: 'green' | 'red',
  check: Check,
  context: CheckContext,
  patience: number,
  signal: AbortSignal,
): Promise<Verdict> {
  return new Promise((resolve) => {
    const stop = new AbortController();
    let last: Verdict = { verdict: 'pending' };
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      stop.abort();
      resolve(signal.aborted ? { verdict: 'pending' } : last);
    };
    const timer = setTimeout(end, patience);
    signal.addEventListener('abort', end, { once: true });
    watchCheck(
      check,
      context,
      (verdict) => {
        last = verdict;
        if (verdict.verdict === hoped) end();
      },
      stop.signal,
    );
  });
}
