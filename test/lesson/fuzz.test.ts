import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputOf, targets } from '../fuzz/inputs.ts';
import { openTrial, type Trial } from '../fuzz/trial.ts';

// A longer run, which also sees what hangs: npm run fuzz
const runs = 60;

describe('what is mangled', () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await openTrial();
  });
  afterAll(() => trial.end());

  it.each(targets)('%s: a lesson, or findings with a place, and nothing else', async (target) => {
    await fc.assert(
      fc.asyncProperty(inputOf(target), async (input) => {
        expect(await trial.take(input)).toBeUndefined();
      }),
      { numRuns: runs },
    );
  });
});
