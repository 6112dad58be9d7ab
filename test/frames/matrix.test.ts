import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NotReadyError } from '../../src/base/errors.ts';
import { languages } from '../../src/base/languages.ts';
import { examine } from '../../src/cluster/doctor/examine.ts';
import { usesOf } from '../../src/cluster/doctor/lesson/uses.ts';
import type { Cluster } from '../../src/cluster/types.ts';
import { type LessonGlance, loadLesson } from '../../src/lesson/load.ts';
import { chalk } from '../../src/ui/colours.ts';
import type { Row, Size } from '../../src/ui/frame.ts';
import { type Press, press } from '../../src/ui/keys/key.ts';
import { MenuController } from '../../src/ui/menu/menu-controller.ts';
import { widthOf } from '../../src/ui/text.ts';
import { chooseTheme } from '../../src/ui/theme.ts';
import { emptyCluster, uiLesson } from '../support/run.ts';
import { clusterWithWeb, letters, setStage, stages, textOf } from '../support/stages.ts';

const sizes: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];

/** Whatever draws rows and takes keys. */
interface Drawn {
  readonly rows: (size: Size) => readonly Row[];
  readonly press: (key: Press, size: Size) => void;
}

const [tab, pageDown] = [press('', { tab: true }), press('', { pageDown: true })];

afterEach(() => {
  chalk.level = 0;
  chooseTheme('auto');
});

/** All rows but the last, none longer than the screen; in each theme, and with the same words in both. */
function fits({ rows }: Drawn, size: Size): void {
  const inColour = (['dark', 'light'] as const).map((theme) => {
    chalk.level = 3;
    chooseTheme(theme);
    return rows(size);
  });
  chalk.level = 0;
  chooseTheme('auto');
  for (const shown of [rows(size), ...inColour]) {
    expect(shown).toHaveLength(size.rows - 1);
    for (const line of textOf(shown)) if (widthOf(line) > size.columns) expect.fail(`too long: ${line}`);
  }
  const [dark = [], light = []] = inColour;
  expect(textOf(dark)).toEqual(textOf(light));
  expect(dark).not.toEqual(light);
}

/** What stands on a screen, column by column; what is no text is left out. */
function cellsOf(rows: readonly Row[]): string[] {
  return textOf(rows)
    .flatMap((row) => row.split(/[│┃━─]| {2,}/))
    .map((cell) => cell.trim())
    .filter((cell) => /[\p{L}\p{N}]/u.test(cell));
}

/** All that a screen without an end shows is seen on this one, too, pane by pane and page by page. */
function losesNothing(drawn: Drawn, size: Size): void {
  const seen = new Set<string>();
  for (let pane = 0; pane < 4; pane++) {
    drawn.press(press('g'), size);
    for (let before = ''; ; ) {
      const rows = drawn.rows(size);
      for (const cell of cellsOf(rows)) seen.add(cell);
      const text = textOf(rows).join('\n');
      if (text === before) break;
      before = text;
      drawn.press(pageDown, size);
    }
    drawn.press(tab, size);
  }
  const all = cellsOf(drawn.rows({ ...size, rows: 400 }).slice(0, -1));
  const clipped = [...seen].filter((cell) => cell.endsWith('…')).map((cell) => cell.slice(0, -1));
  const missing = all.filter((cell) => !seen.has(cell) && !clipped.some((part) => cell.startsWith(part)));
  expect(missing).toEqual([]);
}

describe('every screen of a run', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await clusterWithWeb();
  }, 120_000);

  afterAll(() => cluster.reset());

  it.each(stages)('$name', { timeout: 120_000 }, async (stage) => {
    const set = await setStage(
      stage,
      { columns: 200, rows: 60 },
      'en',
      stage.cluster ? cluster : emptyCluster(),
    );
    for (const language of languages.filter((one) => set.session.lesson.prose.has(one))) {
      set.session.setLanguage(language);
      for (const size of sizes.filter(({ columns }) => columns >= 120 || !stage.wide)) {
        if (stage.name !== 'under way') await set.again(size);
        const drawn = {
          rows: (of: Size) => set.controller.rows(of),
          press: (key: Press) => set.press(key),
        };
        fits(drawn, size);
        if (!stage.name.includes('typ') && !['editing', 'the prompt', 'under way'].includes(stage.name))
          losesNothing(drawn, size);
      }
    }
    await set.close();
  });
});

describe('every screen of the menu', () => {
  const home = tmpdir();

  it.each([
    ['the workshops', ''],
    ['the help', '?'],
    ['the doctor', 'D'],
    ['why a workshop cannot be begun', 'problem'],
  ])('%s', async (_, keys) => {
    const lessons = await Promise.all(
      ['tour', 'straight', 'output'].map((name) => loadLesson(uiLesson(name))),
    );
    const services = {
      items: () => lessons.map((lesson) => ({ lesson, state: undefined })),
      clusters: async () => ['practice'],
      examine: async ({ dir }: LessonGlance) =>
        examine(
          { cluster: { kind: 'practice' }, uses: await usesOf(await loadLesson(dir), 'practice') },
          join(home, 'nowhere'),
        ),
    };
    const problem =
      keys === 'problem' ? new NotReadyError('nothing answers '.repeat(20), 'Try again.') : undefined;
    for (const language of languages) {
      const controller = new MenuController(services, { language, cluster: 'practice', problem });
      const size = { columns: 80, rows: 24 };
      if (!problem) for (const key of letters(keys)) controller.press(key, size, () => {});
      if (keys === 'D') await expect.poll(() => textOf(controller.rows(size)).join()).toContain('Node.js');
      const drawn = {
        rows: (of: Size) => controller.rows(of),
        press: (key: Press, of: Size) => controller.press(key, of, () => {}),
      };
      for (const one of sizes) {
        fits(drawn, one);
        losesNothing(drawn, one);
      }
    }
  });
});
