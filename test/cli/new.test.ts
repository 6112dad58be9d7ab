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
import { pilotage, root } from '../support/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'pilotage-new-'));
afterAll(() => rmSync(folder, { recursive: true }));
const make = (...args: string[]) => pilotage(['new', ...args], { cwd: folder });

describe('pilotage new', () => {
  it('makes a lesson that lints clean and validates green at once', { timeout: 120_000 }, async () => {
    const { exit, stdout } = await make('Mon Café', '--lang', 'fr,zh');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^ {2}Mon Café\/lesson\.yaml {2}what happens/);
    expect(stdout).toContain("pilotage validate 'Mon Café' ");
    const lesson = join(folder, 'Mon Café');
    expect(readdirSync(lesson)).toEqual(['en.md', 'fr.md', 'lesson.yaml', 'zh.md']);
    const yaml = readFileSync(join(lesson, 'lesson.yaml'), 'utf8');
    expect(yaml).toMatch(/^id: mon-cafe$/m);
    const [, schema = ''] = /^# yaml-language-server: \$schema=(.*)\n/.exec(yaml) ?? [];
    expect(existsSync(schema)).toBe(true);
    expect((await pilotage(['lint', lesson])).stdout).toBe('0 errors, 0 warnings\n');
    const validated = await pilotage(['validate', lesson]);
    expect(validated.stdout).toContain('4 steps done, 0 failed, 0 skipped');
    expect(validated.exit).toBe(0);
  });

  it('has English alone unless told, and an editor finds the schema from within the project', async () => {
    const inProject = mkdtempSync(join(root, 'node_modules', '.new-test-'));
    try {
      await make(join(inProject, 'plain'));
      expect(readdirSync(join(inProject, 'plain'))).toEqual(['en.md', 'lesson.yaml']);
      const yaml = readFileSync(join(inProject, 'plain', 'lesson.yaml'), 'utf8');
      expect(yaml).toContain('$schema=../../../lesson.schema.json\nid: plain\n');
      expect(yaml).toContain('\nlanguages: [en]\n');
    } finally {
      rmSync(inProject, { recursive: true });
    }
  });

  it.each([
    [
      ['café', '--lang', 'de'],
      '"de" is no language that lessons are written in.',
      'Say --lang with some of en',
    ],
    [['日本'], 'No id can be made from the folder\'s name "日本"', 'such as my-lesson'],
    [['taken'], 'is not empty: note.txt.', 'Name a folder that is not there yet.'],
    [['taken/note.txt'], 'cannot be made: there is a file of that name', 'Name another one.'],
    [[], "missing required argument 'folder'", 'pilotage --help'],
  ])('%j: says what is wrong, and writes nothing', async (args, what, next) => {
    mkdirSync(join(folder, 'taken'), { recursive: true });
    writeFileSync(join(folder, 'taken', 'note.txt'), 'mine\n');
    const before = readdirSync(folder, { recursive: true });
    const { exit, stderr } = await make(...args);
    expect(stderr).toContain(what);
    expect(stderr).toContain(next);
    expect(exit).toBe(2);
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });
});
