import fc from 'fast-check';
import { expect, it } from 'vitest';
import { replay } from '../../src/engine/reduce.ts';
import { runFiles } from '../../src/runner/home.ts';
import { readJournal } from '../../src/runner/journal.ts';
import { type Press, press } from '../../src/ui/keys/key.ts';
import { RunController } from '../../src/ui/run/controller.ts';
import type { Wheel } from '../../src/ui/terminal/mouse.ts';
import { widthOf } from '../../src/ui/text.ts';
import { openRun, uiLesson } from '../support/run.ts';

const letters = (text: string) => text.split('').map((input) => press(input));
const enter = press('', { return: true });

const presses = [
  ...letters('ehnbxxxxxxnnljkgG? rsqz:/yYNcCdtmwou12R'),
  enter,
  press('', { tab: true }),
  press('', { escape: true }),
  press('', { backspace: true }),
  press('', { leftArrow: true }),
  press('c', { ctrl: true }),
  press('u', { ctrl: true }),
];
/** What chance alone would hardly ever type: commands of one's own, a search, a command from the history. */
const phrases = [
  [...letters(':echo one; echo two'), enter],
  [...letters(':sleep 0.05; exit 3'), enter],
  [...letters('/o'), enter],
  [press(':'), press('', { upArrow: true }), press('r', { ctrl: true }), ...letters('ec'), enter],
];
const sizes = [
  { columns: 40, rows: 12 },
  { columns: 60, rows: 15 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
  { columns: 12, rows: 3 },
];

type Move = readonly Press[] | Wheel;

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...presses).map((one) => [one]) },
  { weight: 1, arbitrary: fc.constantFrom(...phrases) },
  {
    weight: 2,
    arbitrary: fc.record({
      column: fc.nat(199),
      row: fc.nat(59),
      direction: fc.constantFrom(1 as const, -1 as const),
    }),
  },
);

it('stays within the screen and in step with the journal, whatever keys are pressed', async () => {
  const run = await openRun(uiLesson('tour'));
  const controller = new RunController(run.session);
  let left = 0;
  let copied = 0;
  const copy = (lines: readonly string[]) => {
    copied++;
    return lines.length;
  };
  const moves = fc.sample(fc.tuple(move, fc.constantFrom(...sizes)), { numRuns: 5_000, seed: 11 });
  for (const [index, [one, size]] of moves.entries()) {
    const host = { size, leave: () => left++, openShell: () => {}, copy };
    if ('direction' in one) controller.wheel(one, size);
    else for (const key of one) controller.press(key, host);
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
  expect(copied).toBeGreaterThan(0);
  expect(entries.some(({ type }) => type === 'aside-ended')).toBe(true);
  // It was a walk, and not one key that was pressed at one step.
  expect(state.steps.filter(({ status }) => status !== 'ahead').length).toBeGreaterThan(3);
  controller.close();
  await run.close();
}, 300_000);

it('does nothing at all on keys that mean nothing, whatever is on the screen', async () => {
  const run = await openRun(uiLesson('tour'));
  const controller = new RunController(run.session);
  const size = { columns: 80, rows: 24 };
  const host = { size, leave: () => {}, openShell: () => {}, copy: () => 0 };
  const screens: readonly (readonly Press[])[] = [
    [],
    letters('?'),
    [press('', { escape: true }), ...letters('c')],
    [press('', { escape: true }), ...letters('e'), enter],
    [...letters(':sleep 300'), enter],
  ];
  const unbound = [...letters('zQ%+0'), press('t', { ctrl: true }), press('j', { meta: true }), press('')];
  for (const way of screens) {
    for (const key of way) controller.press(key, host);
    const { seq } = run.session.state;
    const before = controller.version.get();
    for (const key of unbound) controller.press(key, host);
    // What checks and commands did meanwhile is none of the keys' doing, and has not had its turn.
    expect([run.session.state.seq, controller.version.get()]).toEqual([seq, before]);
  }
  controller.close();
  await run.close();
});
