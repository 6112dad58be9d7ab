import { progress } from '../../engine/select.ts';
import { stateHome } from '../../runner/home.ts';
import { knownRuns } from '../../runner/runs.ts';

export async function statusCommand(): Promise<void> {
  const runs = knownRuns(stateHome());
  if (runs.length === 0) process.stderr.write('No run was begun yet. pilotage start begins one.\n');
  for (const { dir, state, problem } of runs) {
    if (!state) {
      process.stderr.write(`${dir}: ${problem ?? 'nothing in it yet'}\n`);
      continue;
    }
    const { settled, total } = progress(state);
    const place = state.current ? `, at ${state.current}` : '';
    process.stdout.write(
      `${state.lesson.padEnd(16)} on ${state.cluster}: ${settled} of ${total} steps${place}, last ${state.lastAt}\n`,
    );
  }
}
