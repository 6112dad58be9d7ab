export interface Row {
  /** What was measured. */
  readonly text: string;
  /** What is promised of it. */
  readonly promise: string;
  readonly holds: boolean;
}

/**
 * Measures two things in turn, `runs` times each after one that does not count. Each returns milliseconds, unless `unit`
 * says otherwise. The median of the ratios pair by pair must not be above `limit`.
 */
export async function compare(
  what: string,
  measure: () => Promise<number>,
  beside: string,
  other: () => Promise<number>,
  limit: number,
  runs = 15,
  unit = 'ms',
): Promise<Row> {
  const pairs: [number, number][] = [];
  for (let run = 0; run <= runs; run++) {
    const pair: [number, number] = [await measure(), await other()];
    if (run > 0) pairs.push(pair);
  }
  const ms = percentile(
    pairs.map(([one]) => one),
    50,
  );
  const besideMs = percentile(
    pairs.map(([, one]) => one),
    50,
  );
  const ratio = percentile(
    pairs.map(([a, b]) => a / b),
    50,
  );
  return {
    text: `${what}: ${ms.toFixed(0)} ${unit}, ${beside}: ${besideMs.toFixed(0)} ${unit}, ${ratio.toFixed(2)} times`,
    promise: `at most ${limit}`,
    holds: ratio <= limit,
  };
}

/** Measures what people feel as such: milliseconds, `runs` times after one that does not count. */
export async function feel(
  what: string,
  measure: () => Promise<number>,
  most: { median: number; p95: number },
  runs = 100,
): Promise<Row> {
  const values: number[] = [];
  await measure();
  for (let run = 0; run < runs; run++) values.push(await measure());
  const [median, p95] = [percentile(values, 50), percentile(values, 95)];
  return {
    text: `${what}: ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`,
    promise: `at most ${most.median} and ${most.p95}`,
    holds: median <= most.median && p95 <= most.p95,
  };
}

/** Measures another program for the sake of comparison: nothing is promised of it. */
export async function beside(what: string, measure: () => Promise<number>, runs = 5): Promise<Row> {
  const values: number[] = [];
  for (let run = 0; run < runs; run++) values.push(await measure());
  return { text: `${what}: ${percentile(values, 50).toFixed(1)} ms`, promise: 'for comparison', holds: true };
}

export function show(rows: readonly Row[]): void {
  for (const { text, promise, holds } of rows) {
    console.log(`${text} (${promise}${holds ? '' : ': DOES NOT HOLD'})`);
  }
  if (rows.some(({ holds }) => !holds)) process.exitCode = 1;
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length * percent) / 100)] ?? Number.NaN;
}
