import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Language, languages } from '../../src/base/languages.ts';
import { RunController } from '../../src/ui/run/controller.ts';
import { showRun } from '../../src/ui/run/run-app.tsx';
import { Frames } from '../support/frames.ts';
import { openRun, type TestRun, uiLesson } from '../support/run.ts';
import { TestScreen } from '../support/screen.ts';

const enter = '\r';
const esc = '\u001B';
let run: TestRun;
let screen: TestScreen;

async function open(columns: number, rows: number, language: Language) {
  run = await openRun(uiLesson('questions'), language);
  const controller = new RunController(run.session);
  screen = new TestScreen((page) => showRun(page, run.session, controller), columns, rows);
}

afterEach(async () => {
  screen.press('q');
  await run.close();
});

const waits = { en: 'One question', fr: 'Une question à ce sujet', zh: '有一个问题' } as const;
const told = { en: 'That is right', fr: 'C’est juste', zh: '答对了' } as const;
const wrong = { en: 'Not quite', fr: 'Pas tout à fait', zh: '不完全对' } as const;
const failed = { en: 'Not there yet', fr: 'Pas encore', zh: '还没有成功' } as const;
const why = { en: 'Why not yet?', fr: 'Pourquoi pas encore', zh: '为什么还没好' } as const;

describe.each(languages)('questions, prose and reasons, in %s', (language) => {
  it.each([
    [80, 24],
    [120, 40],
    [200, 60],
  ])('at %i×%i', async (columns, rows) => {
    await open(columns, rows, language);
    const frames = new Frames(() => screen, columns);
    await frames.take('a guess', /┃ +3 /);
    screen.press('2');
    await frames.take('guessed', '▸ 2');
    screen.press(enter);
    await frames.take('told', told[language]);
    screen.press(enter);
    await screen.until('touch');
    screen.press(enter);
    await frames.take('a question', waits[language]);
    screen.press('2');
    await frames.take('a wrong answer', wrong[language]);
    screen.press(enter);
    await screen.until('false');
    await frames.take('prose', /┃ i /);
    screen.press(enter);
    await screen.until(failed[language]);
    screen.press('w');
    await frames.take('why', why[language]);
    screen.press(esc);
    await screen.until(failed[language]);
    await frames.match(join(import.meta.dirname, 'screens', `questions-${columns}x${rows}.${language}.txt`));
  });
});

describe('a question', () => {
  it('is never in the way: Enter goes on, and other numbers mean nothing', async () => {
    await open(80, 24, 'en');
    await screen.until('Guess first');
    screen.press('9');
    screen.press(enter);
    await screen.until('next step');
    screen.press(enter);
    await screen.until('touch');
    expect(run.session.state.steps[0]?.answers).toEqual({});
  });

  it('has its answer in the journal, and on the screen of the next time', async () => {
    await open(80, 24, 'en');
    await screen.until('Guess first');
    screen.press('1');
    await screen.until('▸ 1');
    screen.press('q');
    await screen.shown;
    await run.reopen();
    const controller = new RunController(run.session);
    screen = new TestScreen((page) => showRun(page, run.session, controller), 80, 24);
    await screen.until('You say 1.');
    screen.press(enter);
    await screen.until('Not quite: 2 is right.');
    expect(run.session.state.steps[0]?.answers).toEqual({ product: { choice: 1, right: false } });
  });
});
