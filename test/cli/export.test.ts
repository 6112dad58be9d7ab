import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadLesson } from '../../src/lesson/load.ts';
import { htmlPage } from '../../src/report/page/html.ts';
import { markdownPage } from '../../src/report/page/markdown.ts';
import { pageOf } from '../../src/report/page/page.ts';
import { pilotage, root } from '../support/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'pilotage-export-'));
afterAll(() => rmSync(folder, { recursive: true }));
const dockercoins = await loadLesson(join(root, 'lessons', 'dockercoins'));
const full = await loadLesson(join(root, 'fixtures', 'lessons', 'good', 'full'));

/** What a browser would show of it: tags gone, entities read. */
const shown = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/** Tags that are opened and not closed, or the other way round. */
function unbalanced(html: string): string[] {
  const open: string[] = [];
  for (const [, close, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
    if (['meta', 'br', 'hr'].includes(name)) continue;
    if (!close) open.push(name);
    else if (open.at(-1) === name) open.pop();
    else return [...open, `/${name}`];
  }
  return open;
}

describe('pilotage export', () => {
  it.each(['en', 'fr', 'zh'] as const)('has every command of the lesson as it is run, in %s', (language) => {
    const page = pageOf(dockercoins, language);
    const [md, html] = [markdownPage(page), htmlPage(page)];
    for (const { run = '' } of dockercoins.file.steps) {
      expect(md).toContain(`\n\`\`\`bash\n${run.trimEnd()}\n\`\`\`\n`);
      expect(shown(html)).toContain(run.trimEnd());
    }
    expect(html).toContain(`<html lang="${language}">`);
    expect(md.match(/^## \d+\. /gm)).toHaveLength(dockercoins.file.steps.length);
  });

  it.each([
    ['dockercoins', dockercoins],
    ['full', full],
  ])('is one HTML file that needs nothing else: %s', (_, lesson) => {
    const html = htmlPage(pageOf(lesson, 'en'));
    expect(unbalanced(html)).toEqual([]);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|\bsrc=|url\(|@import/);
    expect(html).toContain("default-src 'none'");
  });

  it('keeps what only an instructor should see, and whatever a browser would run, out of it', () => {
    const page = pageOf(full, 'en');
    for (const text of [markdownPage(page), htmlPage(page)]) expect(text).not.toContain('Bring coffee');
    const [step] = page.steps;
    if (!step) throw new Error('no step');
    const link = {
      type: 'link',
      href: ' JavaScript:alert(1)',
      children: [{ type: 'text', text: '<b>' }],
    } as const;
    const body = [{ type: 'paragraph', line: 1, children: [link] }] as const;
    const html = htmlPage({ ...page, steps: [{ ...step, body }] });
    expect(html).toContain('<p>&lt;b&gt;</p>');
    expect(html).not.toContain('alert(1)');
  });

  it('says in Markdown what the lesson says, however it is marked up', () => {
    const md = markdownPage(pageOf(full, 'en'));
    expect(md).toContain('> [!WARNING]\n> It is $TAG that counts.');
    expect(md).toContain('| What | Where |\n| --- | --: |\n| web | `80` |');
    expect(md).toContain('1. one\n2. two');
    expect(md).toContain('[the page](<https://example.org/a?b=1&c=2>)');
    expect(md).toContain('```bash\n<!-- step: nowhere -->\nkubectl logs\n```');
    expect(md).toContain('<details><summary>Hint 2</summary>\n\nLook at `minikube status`.\n\n- and again\n');
  });

  it('writes a file, or to standard output', async () => {
    const file = join(folder, 'page.html');
    const args = ['export', 'dockercoins', '--format', 'html', '--lang', 'fr'];
    const { stdout } = await pilotage(args);
    const written = await pilotage([...args, '-o', file]);
    expect(written).toMatchObject({ exit: 0, stdout: '' });
    expect(readFileSync(file, 'utf8')).toBe(stdout);
  });

  it.each([
    [['dockercoins', '--format', 'pdf'], 'There is no format "pdf" of pages.', 'Say --format md or html.'],
    [['dockercoins', '--lang', 'de'], 'dockercoins is not written in "de".', 'Say --lang en or fr or zh.'],
    [['nowhere'], 'There is no workshop "nowhere"', 'Those that ship: '],
    [
      ['dockercoins', '-o', join('no', 'page.md')],
      'page.md cannot be written: ENOENT.',
      'Name another file.',
    ],
  ])('%j: says what is wrong, and what to do', async (args, what, next) => {
    const { exit, stderr } = await pilotage(['export', ...args]);
    expect(stderr).toContain(what);
    expect(stderr).toContain(next);
    expect(exit).toBe(2);
    expect(existsSync('no')).toBe(false);
  });
});
