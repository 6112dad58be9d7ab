import { rm } from 'node:fs/promises';
import { UsageError } from '../../base/errors.ts';
import { runFiles, stateHome } from '../../runner/home.ts';
import { lockRun } from '../../runner/lock.ts';
import { knownRuns } from '../../runner/runs.ts';
import { clusterNamed } from '../clusters.ts';

/** Forgets runs: their journals, shells and working folders, and what their practice clusters hold. */
export async function resetCommand(lesson: string | undefined): Promise<void> {
  const runs = knownRuns(stateHome()).filter(({ state }) => lesson === undefined || state?.lesson === lesson);
  if (runs.length === 0) {
    if (lesson === undefined) return void process.stderr.write('There is no run to forget.\n');
    throw new UsageError(`No run of "${lesson}" was begun.`, 'pilotage status lists those that there are.');
  }
  for (const { dir, state } of runs) {
    const unlock = lockRun(dir);
    try {
      // A context is the learner's own cluster: what is in it stays.
      await (await clusterNamed('practice', { dir: runFiles(dir).cluster, speed: 1 })).reset();
      await rm(dir, { recursive: true, force: true });
    } finally {
      unlock();
    }
    process.stdout.write(`Forgotten: ${state ? `${state.lesson} on ${state.cluster}` : dir}\n`);
  }
}
