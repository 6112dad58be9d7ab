import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RunController } from '../../src/ui/run/controller.ts';
import { showRun } from '../../src/ui/run/run-app.tsx';
import { openRun, uiLesson } from '../support/run.ts';
import { TestScreen } from '../support/screen.ts';

describe('the tour', () => {
  it.each([
    ['en', 80, 24, 'Before you begin'],
    ['fr', 80, 24, 'Avant de commencer'],
    ['zh', 80, 24, '开始之前'],
    ['en', 40, 12, 'Before you begin'],
    ['zh', 120, 40, '开始之前'],
  ] as const)('in %s at %i×%i', async (language, columns, rows, title) => {
    const run = await openRun(uiLesson('tour'), language);
    let seen = 0;
    const controller = new RunController(run.session, { tour: { seen: () => seen++ } });
    const screen = new TestScreen((page) => showRun(page, run.session, controller), columns, rows);
    await expect(`${await screen.until(title)}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, 'screens', `tour-${columns}x${rows}.${language}.txt`),
    );
    expect(seen).toBe(0);
    screen.press('\r');
    await screen.until((text) => !text.includes(title));
    expect(seen).toBe(1);
    // Enter began, and ran nothing.
    expect(run.session.state.steps[0]?.status).toBe('reading');
    screen.press('q');
    await screen.shown;
    controller.close();
    await run.close();
  });
});
