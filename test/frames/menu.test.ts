import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Language } from '../../src/base/languages.ts';
import { examine } from '../../src/cluster/doctor/examine.ts';
import { usesOf } from '../../src/cluster/doctor/lesson/uses.ts';
import { type LessonGlance, loadLesson } from '../../src/lesson/load.ts';
import { press } from '../../src/ui/keys/key.ts';
import { showMenu } from '../../src/ui/menu/menu-app.tsx';
import { MenuController } from '../../src/ui/menu/menu-controller.ts';
import { openRun, uiLesson } from '../support/run.ts';
import { TestScreen } from '../support/screen.ts';
import { textOf } from '../support/stages.ts';

let screen: TestScreen;

/** Three workshops: one begun, one finished, one new. */
async function items() {
  const begun = await openRun(uiLesson('tour'));
  begun.session.skip();
  const finished = await openRun(uiLesson('straight'));
  for (let step = 0; step < 4; step++) {
    finished.session.skip();
    finished.session.next();
  }
  const states = [begun.session.state, finished.session.state, undefined];
  await begun.close();
  await finished.close();
  const lessons = await Promise.all(['tour', 'straight', 'output'].map((name) => loadLesson(uiLesson(name))));
  return lessons.map((lesson, index) => ({ lesson, state: states[index] }));
}

async function menuServices() {
  const lessons = await items();
  return {
    items: (cluster: string) =>
      cluster === 'practice' ? lessons : lessons.map(({ lesson }) => ({ lesson, state: undefined })),
    clusters: async () => ['practice', 'minikube', 'context:kind-kind'],
    examine: async ({ dir }: LessonGlance) =>
      examine(
        { cluster: { kind: 'practice' }, uses: await usesOf(await loadLesson(dir), 'practice') },
        tmpdir(),
      ),
  };
}

async function open(columns: number, rows: number, language: Language): Promise<MenuController> {
  const services = await menuServices();
  const controller = new MenuController(services, { language, cluster: 'practice' });
  screen = new TestScreen((page) => showMenu(page, controller), columns, rows);
  await screen.until('pilotage');
  return controller;
}

afterEach(async () => {
  screen.press('q');
  await screen.shown;
});

describe('the menu', () => {
  it.each([
    ['en', 80, 24],
    ['fr', 80, 24],
    ['zh', 80, 24],
    ['en', 120, 40],
    ['fr', 120, 40],
    ['zh', 120, 40],
    ['en', 200, 60],
    ['fr', 200, 60],
    ['zh', 200, 60],
    ['en', 40, 12],
  ] as const)('in %s at %i×%i', async (language, columns, rows) => {
    await open(columns, rows, language);
    await expect(`${await screen.text()}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, 'screens', `menu-${columns}x${rows}.${language}.txt`),
    );
  });

  it('starts the workshop that was chosen, in the language that was chosen', async () => {
    const controller = await open(80, 24, 'en');
    screen.press('j');
    await screen.until(/▸ Straight on[\s\S]*Enter open again/);
    screen.press('k');
    await screen.until('▸ A tour');
    screen.press('l');
    await screen.until('▸ Un tour');
    screen.press('l');
    await screen.until('▸ 屏幕导览');
    screen.press('l');
    await screen.until('▸ A tour');
    screen.press('l');
    await screen.until('▸ Un tour');
    screen.press('\r');
    await screen.shown;
    expect(controller.choice).toMatchObject({ lesson: { id: 'tour' }, language: 'fr', cluster: 'practice' });
  });

  it('begins at the workshop that one comes back from, or began last', async () => {
    const services = await menuServices();
    const reversed = { ...services, items: (cluster: string) => services.items(cluster).toReversed() };
    const chosen = (lesson?: string) => {
      const menu = new MenuController(reversed, { language: 'en', cluster: 'practice', lesson });
      return textOf(menu.rows({ columns: 80, rows: 24 })).find((row) => row.includes('▸'));
    };
    expect(chosen()).toContain('A tour of the screen');
    expect(chosen('output')).toContain('Output of all kinds');
  });

  it('goes from cluster to cluster, each with its own runs', async () => {
    const controller = await open(80, 24, 'en');
    screen.press('c');
    await screen.until(/workshops · minikube[\s\S]*A tour of the screen +5 min · new/);
    screen.press('c');
    await screen.until('· context:kind-kind');
    screen.press('\r');
    await screen.shown;
    expect(controller.choice).toMatchObject({ lesson: { id: 'tour' }, cluster: 'context:kind-kind' });
  });

  it('shows what the doctor says of this machine, in the language of the menu', async () => {
    await open(80, 24, 'en');
    screen.press('D');
    await screen.until(/Is this machine ready\?[\s\S]*✓ Node\.js/);
    screen.press('l');
    await screen.until(/Cette machine est-elle prête \?[\s\S]*✓ Node\.js/);
    screen.press('q');
    await screen.until('▸ Un tour');
  });

  it('chooses nothing when one leaves', async () => {
    const controller = await open(80, 24, 'en');
    screen.press('?');
    await screen.until('the next step, the one before');
    screen.press('q');
    await screen.until('▸ A tour');
    // Whoever presses Esc once more than there are pages is still there.
    controller.press(press('', { escape: true }), { columns: 80, rows: 24 }, () => expect.fail('it left'));
    screen.press('q');
    await screen.shown;
    expect(controller.choice).toBeUndefined();
  });
});
