import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Language, languages } from '../../src/base/languages.ts';
import { runFiles } from '../../src/runner/home.ts';
import { readJournal } from '../../src/runner/journal.ts';
import { RunController } from '../../src/ui/run/controller.ts';
import { showRun } from '../../src/ui/run/run-app.tsx';
import { Frames } from '../support/frames.ts';
import { openRun, type TestRun, uiLesson } from '../support/run.ts';
import { TestScreen } from '../support/screen.ts';

const enter = '\r';
const ctrlC = '\u0003';
let run: TestRun;
let screen: TestScreen;
let startedOver = 0;

async function open(lesson: string, columns = 80, rows = 24, language: Language = 'en', at?: string) {
  run = await openRun(uiLesson(lesson), language);
  startedOver = 0;
  const controller = new RunController(run.session, { at, startOver: () => startedOver++ });
  screen = new TestScreen((page) => showRun(page, run.session, controller), columns, rows);
  await screen.until(/q |Esc /);
}

afterEach(async () => {
  screen.press('q');
  await run.close();
});

const statuses = () => run.session.state.steps.map(({ status }) => status);
const file = (name: string) => existsSync(join(run.session.workDir, name));

const words = {
  en: { steps: 'you are here', jump: 'Go to: ', stopped: 'Stopped at', undo: 'Take back, ' },
  fr: {
    steps: 'vous êtes ici',
    jump: 'Aller à',
    stopped: 'Arrêté à',
    undo: 'Défaire jusqu',
    over: 'Recommencer',
  },
  zh: { steps: '你在这里', jump: '前往', stopped: '停在了', undo: '撤销到' },
} as const;

describe.each(languages)('the steps and the ways between them, in %s', (language) => {
  it.each([
    [80, 24],
    [120, 40],
    [200, 60],
  ])('at %i×%i', async (columns, rows) => {
    await open('tour', columns, rows, language);
    const say = words[language];
    const frames = new Frames(() => screen, columns);
    screen.press('o');
    await frames.take('steps', say.steps);
    screen.press('jjjjj');
    await screen.until(/▸ ○ +6/);
    screen.press(enter);
    await frames.take('a jump', say.jump);
    screen.press(enter);
    await frames.take('stopped where it cannot go on', say.stopped);
    screen.press('o');
    await frames.take('steps afterwards', say.steps);
    screen.press('kk');
    await screen.until(/▸ ✓ +2/);
    screen.press('u');
    await frames.take('taking back', say.undo);
    screen.press('\u001B');
    await screen.until(/▸ ✓ +2/);
    screen.press('R');
    // The folder has a name of its own each time, and may be too long for a line.
    const squeezed = (text: string) => text.replaceAll(/[\s┃│]/g, '');
    await screen.until((text) => squeezed(text).includes(run.session.workDir));
    screen.press('\u001B');
    await screen.until(say.steps);
    screen.press('\u001B');
    await screen.until('false');
    await frames.match(join(import.meta.dirname, 'screens', `steps-${columns}x${rows}.${language}.txt`));
  });
});

describe('the ways between steps', () => {
  it('runs the steps before, after a yes and not before', async () => {
    await open('questions');
    screen.press('ojj');
    await screen.until('▸ ○  3');
    screen.press(enter);
    await screen.until('Go to: All that prose');
    expect(statuses()).toEqual(['reading', 'ahead', 'ahead']);
    screen.press(enter);
    await screen.until('Here you are');
    expect(statuses()).toEqual(['done', 'done', 'reading']);
    expect(file('two.txt')).toBe(true);
  });

  it('catches up with the step that it was started at, after a yes', async () => {
    await open('questions', 80, 24, 'en', 'prose');
    await screen.until('Go to: All that prose');
    screen.press(enter);
    await screen.until('Here you are');
    expect(statuses()).toEqual(['done', 'done', 'reading']);
    // The journal tells it from what a learner has done: nobody is that quick.
    const { entries } = readJournal(runFiles(run.dir).journal);
    const begun = entries.filter(({ type }) => type === 'command-started');
    expect(begun).toMatchObject([{ onTheWay: true }, { onTheWay: true }]);
  });

  it('opens a step alone, where that is wanted', async () => {
    await open('questions');
    screen.press('ojj');
    await screen.until('▸ ○  3');
    screen.press(enter);
    await screen.until('just open it');
    screen.press('x');
    await screen.until('there is no file three.txt');
    expect(statuses()).toEqual(['reading', 'ahead', 'reading']);
  });

  it('takes back what steps did, and does one again', async () => {
    await open('questions');
    screen.press('ojj\r');
    await screen.until('just open it');
    screen.press(enter);
    await screen.until('Here you are');
    screen.press('ok');
    await screen.until('▸ ✓  2');
    screen.press('r');
    const preview = await screen.until('Do it again: Two files');
    expect(preview).toMatch(/\$ rm one\.txt two\.txt\n[^$]*\$ touch one\.txt two\.txt/);
    screen.press(enter);
    await screen.until(/touch[\s\S]*✓ file two\.txt/);
    expect(run.session.state.steps[1]).toMatchObject({ status: 'done', attempts: 1 });
    screen.press('ou');
    await screen.until('Take back, down to: Two files');
    screen.press(enter);
    await screen.until('there is no file one.txt yet');
    await expect.poll(statuses, { timeout: 20_000 }).toEqual(['done', 'reading', 'reading']);
    expect(file('one.txt')).toBe(false);
  });

  it('is stopped by Ctrl-C, with the command that runs, and takes no other key for an answer meanwhile', async () => {
    await open('journey');
    screen.press('ojj\r');
    await screen.until('just open it');
    screen.press(enter);
    await screen.until('1 of 2: Long');
    screen.press('x');
    await screen.until('A command is running. Ctrl-C stops it.');
    screen.press(ctrlC);
    await screen.until('Stopped at: Long.');
    await expect.poll(statuses, { timeout: 20_000 }).toEqual(['reading', 'ahead', 'ahead']);
    expect(file('never.txt')).toBe(false);
  });

  it('leaves for a new start only after a yes', async () => {
    await open('questions');
    screen.press('oR');
    await screen.until('Start the workshop over');
    screen.press('\u001B');
    await screen.until('you are here');
    expect(startedOver).toBe(0);
    screen.press('R');
    await screen.until('Start the workshop over');
    screen.press(enter);
    await screen.shown;
    expect(startedOver).toBe(1);
  });
});
