import { join } from 'node:path';
import { afterEach, describe, it } from 'vitest';
import { type Language, languages } from '../../src/base/languages.ts';
import { RunController } from '../../src/ui/run/controller.ts';
import { showRun } from '../../src/ui/run/run-app.tsx';
import { Frames } from '../support/frames.ts';
import { openRun, type TestRun, uiLesson } from '../support/run.ts';
import { TestScreen } from '../support/screen.ts';

const enter = '\r';
let run: TestRun;
let screen: TestScreen;

async function open(lesson: string, columns: number, rows: number, language: Language = 'en') {
  run = await openRun(uiLesson(lesson), language);
  const controller = new RunController(run.session);
  screen = new TestScreen((page) => showRun(page, run.session, controller), columns, rows);
}

afterEach(async () => {
  screen.press('q');
  await run.close();
});

const words = {
  en: {
    done: 'Done',
    failed: 'Not there yet',
    edit: 'Edit the command',
    help: 'scroll by pages',
    end: 'still open',
    made: 'You made it',
  },
  fr: {
    done: 'Fait',
    failed: 'Pas encore',
    edit: 'Modifiez',
    help: 'par pages',
    end: 'il en reste',
    made: 'Vous y êtes',
  },
  zh: {
    done: /✓ 完成/,
    failed: '还没有成功',
    edit: '编辑命令',
    help: '翻页',
    end: '没有完成',
    made: '你做到了',
  },
} as const;

const leave = { en: 'q leave', fr: 'q quitter', zh: 'q 离开' } as const;

describe.each(languages)('the screens of a run, in %s', (language) => {
  it.each([
    [80, 24],
    [120, 40],
  ])('at %i×%i', async (columns, rows) => {
    await open('tour', columns, rows, language);
    const say = words[language];
    const frames = new Frames(() => screen, columns);
    await frames.take('first step', 'echo');
    screen.press('h');
    await frames.take('hint', '┃');
    screen.press('e');
    await frames.take('edit', say.edit);
    screen.press('\u001B');
    await screen.until(/h (hint|indice|提示)/);
    screen.press('?');
    await frames.take('help', say.help);
    screen.press('q');
    screen.press(enter);
    await frames.take('done', say.done);
    screen.press(enter);
    await frames.take('a command with checks', /○.*\n.*○/);
    screen.press(enter);
    await frames.take('done with checks', /✓.*\n.*✓.*\n.*✓/);
    screen.press(enter);
    await frames.take('exercise', /○ .*answer\.txt/);
    screen.press('x');
    await screen.until('false');
    screen.press(enter);
    await frames.take('failed', say.failed);
    screen.press('n');
    const first = languages.indexOf(language);
    for (const at of languages.keys()) {
      screen.press('l');
      await screen.until(leave[languages[(first + at + 1) % languages.length] ?? 'en']);
    }
    await screen.until('false');
    screen.press('x');
    await screen.until('tick');
    screen.press(enter);
    await frames.take('ended by its checks', say.done);
    screen.press(enter);
    await frames.take('only text', 'kubernetes.io');
    screen.press(enter);
    await frames.take('the end', say.made);
    await frames.match(join(import.meta.dirname, 'screens', `run-${columns}x${rows}.${language}.txt`));
  });
});
