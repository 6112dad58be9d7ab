import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadLesson } from '../../src/lesson/load.ts';
import { applyEdits } from '../support/edits.ts';
import { pilotage, root } from '../support/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'pilotage-import-'));
/** A folder of a test's own, also when it is tried again. */
const fresh = () => mkdtempSync(join(folder, 'test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const deck = join(root, 'fixtures/imports/deck/deck.md');

describe('pilotage import', () => {
  it('makes a new folder, named after the title, and reports for people and programs', async () => {
    const cwd = fresh();
    const report = join(cwd, 'report.json');
    const { exit, stdout, stderr } = await pilotage(
      ['import', deck, '--report', 'text', '--report', `json=${report}`],
      { cwd },
    );
    expect(exit).toBe(0);
    expect(stdout).toMatch(/deck\.md:32: converted: step `create-deployment-web`/);
    expect(stderr).toContain('a-web-server-twice: 10 steps. Next: pilotage lint');
    const { format, id, language, remarks } = JSON.parse(readFileSync(report, 'utf8'));
    expect({ format, id, language }).toEqual({ format: 1, id: 'a-web-server-twice', language: 'en' });
    expect(remarks).toHaveLength(stdout.trimEnd().split('\n').length - 1);
    expect((await loadLesson(join(cwd, 'a-web-server-twice'))).id).toBe('a-web-server-twice');
  });

  it('never touches a folder that is there', async () => {
    const taken = join(fresh(), 'taken');
    mkdirSync(taken);
    writeFileSync(join(taken, 'en.md'), 'mine');
    const { exit, stdout, stderr } = await pilotage(['import', deck, '--out', taken]);
    expect(stderr).toContain('taken is there already, and stays as it is.');
    expect(readdirSync(taken)).toEqual(['en.md']);
    expect(stdout).toBe('');
    expect(exit).toBe(2);
  });

  it('says where there is nothing to import, and leaves no folder', async () => {
    const empty = join(folder, 'empty.md');
    writeFileSync(empty, 'Hello.\n');
    const { exit, stderr } = await pilotage(['import', empty, '--out', join(folder, 'none')]);
    expect(stderr).toMatch(/^\S*empty\.md:1:1: there is nothing here to make a lesson of/);
    expect(existsSync(join(folder, 'none'))).toBe(false);
    expect(exit).toBe(2);
  });

  it.each([
    [['nowhere.md'], 'There is no file or directory nowhere.md.'],
    [['test'], 'There is no index.json in test.'],
    [[deck, '--lang', 'de'], 'There is no language "de".'],
    [[deck, '--report', 'xml'], 'There is no report "xml".'],
  ])('%j: says what is wrong with what was asked', async (args, message) => {
    const { exit, stdout, stderr } = await pilotage(['import', ...args]);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(exit).toBe(2);
  });
});

/** Other people's decks and articles: they are not ours to ship. */
const seeds = join(root, '..', 'shared', 'seeds');

const why = existsSync(seeds) ? '' : ' (skipped: the texts are not beside this checkout, in shared/seeds)';

describe.skipIf(!existsSync(seeds))(`pilotage import, of what others wrote${why}`, () => {
  const names = existsSync(seeds) ? readdirSync(seeds).sort() : [];
  const french = names.find((name) => name.startsWith('004')) ?? '';

  it.each(names)('%s becomes a lesson that loads', async (name) => {
    const lesson = join(fresh(), name);
    expect(await pilotage(['import', join(seeds, name), '--out', lesson])).toMatchObject({ exit: 0 });
    const { prose, file } = await loadLesson(lesson);
    expect([...prose.keys()]).toEqual(['en', name.startsWith('001') ? 'zh' : 'fr']);
    expect(file.steps.length).toBeGreaterThan(0);
    const text = [...prose.keys()]
      .map((language) => readFileSync(join(lesson, `${language}.md`), 'utf8'))
      .join('');
    expect(text).not.toMatch(/[√≈]|‚Ä|kubectl obtenir|\$ REGISTRY|库[本伯]/);
  });

  it('the deck is green on practice after fewer than ten edits by hand', { timeout: 240_000 }, async () => {
    const lesson = join(fresh(), 'edited');
    await pilotage(['import', join(seeds, french), '--out', lesson]);
    expect(applyEdits(join(root, 'fixtures/imports/seeds/edits.yaml'), lesson)).toBeLessThan(10);
    const { exit, stdout } = await pilotage(['validate', lesson, '--report', 'json']);
    const { lessons } = JSON.parse(stdout);
    expect(lessons[0].steps.filter(({ status }: { status: string }) => status !== 'done')).toEqual([]);
    expect(lessons[0].steps.length).toBeGreaterThan(15);
    expect(exit).toBe(0);
  });
});
