import { parentPort, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { input, type Target } from './inputs.ts';
import { openTrial } from './trial.ts';

/** What the thread tells of an input: that it begins, then how it went, with the input itself where it went badly. */
export interface Told {
  readonly index: number;
  readonly target: Target;
  /** Milliseconds of processor time. */
  readonly ms?: number;
  readonly fault?: string | undefined;
  readonly bytes?: Uint8Array;
}

export interface Work {
  readonly seed: number;
  readonly runs: number;
  /** More processor time than that is a fault. */
  readonly limit: number;
}

/** So many inputs are made at once. */
const batch = 100;

const { seed, runs, limit } = workerData as Work;
const tell = (told: Told | { file: string }) => parentPort?.postMessage(told);
const trial = await openTrial();
tell({ file: trial.file });
for (let first = 0; first < runs; first += batch) {
  const inputs = fc.sample(input, { seed: seed + first, numRuns: Math.min(batch, runs - first) });
  for (const [at, one] of inputs.entries()) {
    const index = first + at;
    const { target, bytes } = one;
    tell({ index, target });
    const before = process.cpuUsage();
    const wrong = await trial.take(one).catch((error: Error) => error.stack ?? String(error));
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000;
    const fault = wrong ?? (ms > limit ? `it took ${Math.round(ms)} ms` : undefined);
    tell({ index, target, ms, ...(fault !== undefined && { fault, bytes }) });
  }
}
await trial.end();
