/**
 * Gives mangled lessons, pages, decks and scenarios to the program, in a thread whose hanging would be noticed.
 * `npm run fuzz -- --runs 500 --seed 7`; without a seed it takes one by chance, and says which.
 */
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Told, Work } from './worker.ts';

const options = { runs: { type: 'string', default: '10000' }, seed: { type: 'string' } } as const;
const { values } = parseArgs({ options });
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
/** Milliseconds of processor time that one input may take, and of silence after which the thread hangs. */
const limit = 2_000;
const patience = 30_000;

const kept = mkdtempSync(join(tmpdir(), 'pilotage-fuzz-found-'));
const counts = new Map<string, number>();
let last = '';
let current = 'before the first input';
let slowest = { name: '', ms: 0 };
let faults = 0;

console.log(`${values.runs} inputs, seed ${seed}`);
const workerData: Work = { seed, runs: Number(values.runs), limit };
const worker = new Worker(join(import.meta.dirname, 'worker.ts'), { workerData });
let watch = setTimeout(hangs, patience);

worker.on('message', (told: Told | { file: string }) => {
  clearTimeout(watch);
  watch = setTimeout(hangs, patience);
  if ('file' in told) {
    last = told.file;
    return;
  }
  current = `input ${told.index} (${told.target})`;
  if (told.ms === undefined) return;
  counts.set(told.target, (counts.get(told.target) ?? 0) + 1);
  if (told.ms > slowest.ms) slowest = { name: current, ms: told.ms };
  if (told.fault !== undefined) found(told.fault, (copy) => writeFileSync(copy, told.bytes ?? ''));
});
worker.on('error', (error) => found(error.stack ?? String(error), (copy) => copyFileSync(last, copy)));
worker.on('exit', () => {
  clearTimeout(watch);
  const kinds = [...counts].map(([target, count]) => `${count} ${target}`).join(', ');
  console.log(`${kinds}; the slowest: ${slowest.name}, ${Math.round(slowest.ms)} ms`);
  console.log(`${faults} faults`);
  process.exitCode = faults === 0 ? 0 : 1;
});

function hangs(): void {
  found('it hangs', (copy) => copyFileSync(last, copy));
  void worker.terminate();
}

/** Says what went wrong, and keeps the input. */
function found(fault: string, keep: (copy: string) => void): void {
  faults += 1;
  const copy = join(kept, `${faults}-${current.replaceAll(/\W+/g, '-')}`);
  keep(copy);
  console.log(`${current}: ${fault}\n  ${copy}`);
}
