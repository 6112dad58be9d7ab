import type { Verdict } from '../../engine/events.ts';
import { sameVerdict } from '../../engine/reasons/compare.ts';

/** Milliseconds of wall time: short enough to feel at once, long enough for a burst of events to be over. */
const quiet = 150;
const longest = 500;

/**
 * Passes verdicts on, each only when it differs from the last: green and the first red at once; one red reason in
 * place of another once it has held for a moment, so that the learner can read it.
 */
export function settle(report: (verdict: Verdict) => void, signal: AbortSignal): (verdict: Verdict) => void {
  let last: Verdict | undefined;
  let next: Verdict | undefined;
  let since = 0;
  let timer: NodeJS.Timeout | undefined;

  const pass = (verdict: Verdict) => {
    clearTimeout(timer);
    timer = undefined;
    next = undefined;
    if (signal.aborted || sameVerdict(verdict, last)) return;
    last = verdict;
    report(verdict);
  };
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });

  return (verdict) => {
    if (signal.aborted) return;
    if (verdict.verdict !== 'red' || last?.verdict !== 'red' || sameVerdict(verdict, last))
      return pass(verdict);
    if (sameVerdict(verdict, next)) return;
    const now = performance.now();
    if (timer === undefined) since = now;
    next = verdict;
    clearTimeout(timer);
    timer = setTimeout(() => pass(verdict), Math.max(0, Math.min(quiet, since + longest - now)));
  };
}
