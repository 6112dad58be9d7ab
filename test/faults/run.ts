/**
 * `npm run faults`: every fault of fixtures/faults on a practice cluster, at the speed of real life.
 * `npm run faults -- --real`: those that can be tried there on a real one. Ids behind it are the faults to try.
 */
import { loadFaults } from './catalogue.ts';
import { practice, real } from './clusters.ts';
import { tryFaults } from './pass.ts';
import { showTrial } from './table.ts';
import type { Trial } from './trial.ts';

const words = process.argv.slice(2);
const ids = words.filter((word) => !word.startsWith('--'));
const onReal = words.includes('--real');
const chosen = loadFaults().filter(({ id }) => ids.length === 0 || ids.includes(id));
const over = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => over.abort(new Error(name)));
const tell = (trial: Trial) => void process.stdout.write(showTrial(trial));

const options = { longest: 5_000, tell, signal: over.signal };
const trials = onReal
  ? await onRealCluster()
  : await tryFaults(chosen, { ...options, clusterIn: practice(1) });
const wrong = trials.filter((trial) => trial.wrong.length > 0);
process.stdout.write(`${trials.length - wrong.length} right, ${wrong.length} wrong\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;

async function onRealCluster(): Promise<Trial[]> {
  for (const { id, practice: why } of chosen) {
    if (why !== undefined) console.log(`- ${id}: practice only, ${why}`);
  }
  const cluster = await real();
  try {
    const possible = chosen.filter((fault) => fault.practice === undefined);
    return await tryFaults(possible, { ...options, clusterIn: cluster.at });
  } finally {
    await cluster.dispose();
  }
}
