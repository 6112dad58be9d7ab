import { expect, it } from 'vitest';
import { loadFaults } from './catalogue.ts';
import { practice } from './clusters.ts';
import { tryFaults } from './pass.ts';
import { showTrial } from './table.ts';

/** One of each kind, so that it takes seconds; `npm run faults` tries them all, and `-- --real` on a real cluster. */
const ids = [
  'wrong-image',
  'wrong-namespace',
  'scaled-to-zero',
  'service-deleted',
  'wrong-selector',
  'crash-loop',
  'registry-emptied',
  'redis-gone',
  'redis-full',
  'api-server-restarted',
  'kubeconfig-elsewhere',
];

it('the right check is red for each fault, with the reason, and green again', {
  timeout: 300_000,
}, async () => {
  const faults = loadFaults().filter(({ id }) => ids.includes(id));
  expect(faults.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  const wrong: string[] = [];
  const trials = await tryFaults(faults, {
    clusterIn: practice(5),
    // How soon is measured where nothing else runs.
    longest: 20_000,
    tell: (trial) => {
      if (trial.wrong.length > 0) wrong.push(showTrial(trial));
    },
    signal: new AbortController().signal,
  });
  expect(wrong.join('')).toBe('');
  expect(trials).toHaveLength(faults.length);
});
