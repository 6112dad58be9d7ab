import fc from 'fast-check';
import { expect, it } from 'vitest';
import { replay } from '../../src/engine/reduce.ts';
import { runFiles } from '../../src/runner/home.ts';
import { readJournal } from '../../src/runner/journal.ts';
import { press } from '../../src/ui/keys/key.ts';
import { RunController } from '../../src/ui/run/controller.ts';
import { widthOf } from '../../src/ui/text.ts';
import { openRun, uiLesson } from '../support/run.ts';

const presses = [
  ...'ehnbxxxxxxnnljkgG? rsqz'.split('').map((input) => press(input)),
  press('', { return: true }),
  press('', { tab: true }),
  press('', { escape: true }),
  press('', { backspace: true }),
  press('', { leftArrow: true }),
  press('c', { ctrl: true }),
  press('u', { ctrl: true }),
];
const sizes = [
  { columns: 40, rows: 12 },
  { columns: 60, rows: 15 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
  { columns: 12, rows: 3 },
];

it('stays within the screen and in step with the journal, whatever keys are pressed', async () => {
  const run = await openRun(uiLesson('tour'));
  const controller = new RunController(run.session);
  let left = 0;
  const keys = fc.sample(fc.tuple(fc.constantFrom(...presses), fc.constantFrom(...sizes)), {
    numRuns: 2_000,
    seed: 11,
  });
  for (const [index, [key, size]] of keys.entries()) {
    controller.press(key, { size, leave: () => left++, openShell: () => {}, copy: (lines) => lines.length });
    const rows = controller.rows(size);
    expect(rows.length).toBeLessThan(size.rows);
    for (const row of rows) {
      const text = typeof row === 'string' ? row : `${row.before}* ${row.after(3)}`;
      expect(widthOf(text)).toBeLessThanOrEqual(size.columns);
    }
    // Commands and checks have their turn, too.
    if (index % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const { state } = run.session;
  const { entries } = readJournal(runFiles(run.dir).journal);
  expect(replay(entries)).toEqual(state);
  expect(left).toBeGreaterThan(0);
  // It was a walk, and not one key that was pressed at one step.
  expect(state.steps.filter(({ status }) => status !== 'ahead').length).toBeGreaterThan(3);
  controller.close();
  await run.close();
});
