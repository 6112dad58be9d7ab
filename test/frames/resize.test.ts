import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunController } from '../../src/ui/run/controller.ts';
import { showRun } from '../../src/ui/run/run-app.tsx';
import { openRun, type TestRun, uiLesson } from '../support/run.ts';
import { TestScreen } from '../support/screen.ts';

let run: TestRun;
const screens: TestScreen[] = [];

let controller: RunController;

function open(columns: number, rows: number): TestScreen {
  const screen = new TestScreen((page) => showRun(page, run.session, controller), columns, rows);
  screens.push(screen);
  return screen;
}

beforeEach(async () => {
  run = await openRun(uiLesson('output'));
  run.session.openStep('colours');
  controller = new RunController(run.session);
});

afterEach(async () => {
  for (const screen of screens.splice(0)) {
    screen.press('q');
    await screen.shown;
  }
  controller.close();
  await run.close();
});

describe('a window whose size changes', () => {
  it('is clean after a hundred changes at random, and shows what a new one of its size would', async () => {
    const sizes = fc.sample(fc.tuple(fc.integer({ min: 20, max: 220 }), fc.integer({ min: 5, max: 70 })), {
      numRuns: 100,
      seed: 7,
    });
    const screen = open(80, 24);
    screen.press('\r');
    await screen.until('line 40 of many');
    for (const [index, [columns, rows]] of sizes.entries()) {
      screen.resize(columns, rows);
      // Some changes come while the last one is still being drawn, others after.
      if (index % 3 === 0) await screen.lines();
    }
    screen.resize(96, 31);
    const fresh = open(96, 31);
    const wanted = await fresh.until('line 40 of many');
    await screen.until((text) => text === wanted);
  });

  it('is so while something is typed, searched for, or runs', async () => {
    const screen = open(80, 24);
    screen.press('\r');
    await screen.until('line 40 of many');
    screen.press('/line 7\r');
    await screen.until('next match');
    screen.press(':echo begun; sleep 300\r');
    await screen.until(/begun[\s\S]*Running/);
    const sizes = fc.sample(fc.tuple(fc.integer({ min: 40, max: 220 }), fc.integer({ min: 12, max: 70 })), {
      numRuns: 50,
      seed: 8,
    });
    for (const [columns, rows] of sizes) {
      screen.resize(columns, rows);
      const lines = await screen.lines();
      expect(lines.length).toBe(rows);
    }
    screen.resize(100, 30);
    const fresh = open(100, 30);
    // The spinner and the seconds go on.
    const still = (text: string) => text.replaceAll(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]|\d+ s/g, '');
    const wanted = still(await fresh.until(/begun[\s\S]*Running/));
    await screen.until((text) => still(text) === wanted);
    screen.press('\u0003');
    await screen.until('Your command was stopped.');
  });

  it('says so when it is too small, and goes on when it is not any more', async () => {
    const screen = open(39, 24);
    await screen.until('too small');
    screen.resize(40, 11);
    await screen.until('too small');
    screen.resize(40, 12);
    const text = await screen.until('Colours');
    expect(text.split('\n')).toHaveLength(11);
  });

  it('never fills the last row, and cuts no line without a sign', async () => {
    for (const [columns, rows] of [
      [40, 12],
      [60, 15],
      [80, 24],
      [109, 30],
      [110, 30],
      [200, 60],
    ] as const) {
      const screen = open(columns, rows);
      const lines = (await screen.until('Look at')).split('\n');
      expect(lines.length).toBe(rows - 1);
      expect(lines.at(-1)).toContain('q leave');
      expect(lines[0]).toContain('step 6 of 9');
    }
  });
});
