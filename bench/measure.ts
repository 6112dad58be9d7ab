export interface Row {
  readonly what: string;
  readonly beside: string;
  /** Medians, in milliseconds unless `unit` says otherwise. */
  readonly ms: number;
  readonly besideMs: number;
  /** Median of the ratios pair by pair. */
  readonly ratio: number;
  /** The ratio that README promises at the most. */
  readonly limit: number;
  readonly unit: string;
}

/** Measures two things in turn, `runs` times each after one that does not count. Each returns milliseconds. */
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
  return {
    what,
    beside,
    ms: median(pairs.map(([ms]) => ms)),
    besideMs: median(pairs.map(([, ms]) => ms)),
    ratio: median(pairs.map(([a, b]) => a / b)),
    limit,
    unit,
  };
}

export function show(rows: readonly Row[]): void {
  for (const { what, beside, ms, besideMs, ratio, limit, unit } of rows) {
    const verdict = ratio <= limit ? 'holds' : 'DOES NOT HOLD';
    console.log(
      `${what}: ${ms.toFixed(0)} ${unit}, ${beside}: ${besideMs.toFixed(0)} ${unit}, ${ratio.toFixed(2)} times (at most ${limit}: ${verdict})`,
    );
  }
  if (rows.some(({ ratio, limit }) => ratio > limit)) process.exitCode = 1;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
