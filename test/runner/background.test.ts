import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { stepOf } from '../../src/engine/select.ts';
import { playStep } from '../../src/runner/autopilot.ts';
import { runFiles } from '../../src/runner/home.ts';
import { isAlive } from '../shell/open-shell.ts';
import { openRun } from '../support/run.ts';

const lesson = `id: kept
version: 1.0.0
minutes: 1
steps:
  - id: serve
    run: sleep 3000 > log 2>&1 & echo $! > pid
    checks: [{ command: 'kill -0 "$(cat pid)"' }]
    undo: kill "$(cat pid)"
    resume: sleep 3001 > log 2>&1 & echo $! > pid
  - id: later
    run: touch later
    checks: [{ file: later }]
    undo: rm later
    resume: touch resumed
`;
const prose = '# Kept\n\n<!-- step: serve -->\n## Serve\n\n<!-- step: later -->\n## Later\n';

it('what a step left running ends with the program, and is started again when the run is gone on with', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pilotage-kept-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'lesson.yaml'), lesson);
  writeFileSync(join(folder, 'en.md'), prose);
  const run = await openRun(folder);
  const { work } = runFiles(run.dir);
  const pid = () => Number(readFileSync(join(work, 'pid'), 'utf8'));
  let last = 0;
  try {
    expect(await playStep(run.session, 'serve', new AbortController().signal)).toBe(true);
    const first = pid();
    expect(isAlive(first)).toBe(true);

    const resumed = await run.reopen();
    last = pid();
    expect([isAlive(first), isAlive(last)]).toEqual([false, true]);
    await resumed.probed;
    expect(stepOf(resumed.state, 'serve')?.status).toBe('done');
    // A step that is not done has left nothing to start again.
    expect(existsSync(join(work, 'resumed'))).toBe(false);
  } finally {
    await run.close();
  }
  expect(isAlive(last)).toBe(false);
});
