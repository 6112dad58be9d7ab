import type { StepFigures } from '../../engine/figures.ts';

/** Numbers the steps by the trouble that learners had with them, the worst from 1; the order stays the lesson's. */
export function ranked(steps: readonly Omit<StepFigures, 'rank'>[]): StepFigures[] {
  const worst = steps
    .filter(({ troubled }) => troubled > 0)
    .sort(
      (a, b) =>
        certainShare(b.troubled, b.reached) - certainShare(a.troubled, a.reached) ||
        (b.p90 ?? 0) - (a.p90 ?? 0),
    );
  return steps.map((step) => {
    const place = worst.indexOf(step);
    return { ...step, rank: place === -1 ? null : place + 1 };
  });
}

/**
 * What the share is at least, with 95 % certainty: the lower end of Wilson's interval. One of one in trouble says less
 * than twelve of twenty.
 */
export function certainShare(count: number, of: number): number {
  if (of === 0) return 0;
  const z = 1.96;
  const share = count / of;
  const middle = share + z ** 2 / (2 * of);
  const margin = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return (middle - margin) / (1 + z ** 2 / of);
}
