import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { languages } from '../../src/base/languages.ts';
import { findLessons, glanceAt, loadLesson } from '../../src/lesson/load.ts';

const root = mkdtempSync(join(tmpdir(), 'pilotage-glance-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let made = 0;
function lesson(files: Record<string, string | Uint8Array>): string {
  const dir = join(root, String(made++));
  mkdirSync(dir);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  return dir;
}

const yaml = 'id: small\nversion: 1.0.0\nminutes: 5\nsteps:\n  - { id: one, run: "true", look: true }\n';

describe('a glance at a lesson', () => {
  it('says of each workshop that ships what the whole of it says there', async () => {
    for (const dir of await findLessons(['lessons'])) {
      const [glance, whole] = [await glanceAt(dir), await loadLesson(dir)];
      expect([glance.id, glance.file]).toEqual([whole.id, whole.file]);
      expect([...glance.prose.keys()]).toEqual([...whole.prose.keys()]);
      for (const language of languages) {
        const [opening, all] = [glance.prose.get(language), whole.prose.get(language)];
        expect(opening?.title).toBe(all?.title);
        expect(opening?.intro).toEqual(all?.intro);
      }
    }
  });

  it.each([
    ['a link whose target stands at the end', '# T\n\nSee [there][x].\n\n%\n\n[x]: https://example.org\n'],
    ['code that shows a marker', '# T\n\n```markdown\n<!-- step: one -->\n```\n\nAfter it.\n\n%\n'],
    ['no step at all', '# T\n\nNothing else.\n'],
  ])('reads %s', async (_, text) => {
    const page = text.replace('%', '<!-- step: one -->\n\n## One\n\nDo it.');
    const dir = lesson({ 'lesson.yaml': yaml, 'en.md': page });
    const { title, intro } = (await glanceAt(dir)).prose.get('en') ?? {};
    const whole = await loadLesson(dir).catch(() => undefined);
    if (page === text) expect(whole).toBeUndefined();
    else expect({ title, intro }).toEqual({ title: 'T', intro: whole?.prose.get('en')?.intro });
    expect(intro?.length).toBeGreaterThan(0);
  });

  it.each([
    ['lesson.yaml', { 'lesson.yaml': yaml.replace('minutes', 'hours'), 'en.md': '# T\n' }],
    ['a page that is missing', { 'lesson.yaml': yaml }],
    ['a page that is no text', { 'lesson.yaml': yaml, 'en.md': Buffer.from('# Caf\u00e9\n', 'latin1') }],
    ['a folder with nothing in it', {}],
  ])('is refused where something is wrong with %s', async (_, files) => {
    await expect(glanceAt(lesson(files as Record<string, string | Uint8Array>))).rejects.toThrow(
      /\d+:\d+|lesson\.yaml/,
    );
  });
});
