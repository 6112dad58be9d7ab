import { join } from 'node:path';
import fc from 'fast-check';
import stripAnsi from 'strip-ansi';
import { describe, expect, it } from 'vitest';
import { findLessons, loadLesson } from '../../src/lesson/load.ts';
import { parseProse } from '../../src/lesson/prose.ts';
import { createSource } from '../../src/lesson/source.ts';
import { messages } from '../../src/ui/i18n/catalogues.ts';
import { renderProse } from '../../src/ui/prose/render.ts';
import { plainStyle } from '../../src/ui/prose/style.ts';
import { widthOf } from '../../src/ui/text.ts';
import { root } from '../support/program.ts';

const english = plainStyle(messages('en'));

const render = (markdown: string, width = 40, style = english): string[] =>
  renderProse(
    parseProse(createSource('en.md', `# Title\n\n${markdown}`), 'en', 'x').prose.intro,
    width,
    style,
  );

describe('prose', () => {
  it('is never wider than its pane, in all that ships', { timeout: 120_000 }, async () => {
    for (const dir of await findLessons([join(root, 'lessons'), join(root, 'fixtures', 'ui')])) {
      const lesson = await loadLesson(dir);
      for (const { intro, sections, closing } of lesson.prose.values()) {
        const texts = [
          intro,
          closing,
          ...[...sections.values()].flatMap(({ body, hints }) => [body, ...hints]),
        ];
        for (const width of [20, 37, 55, 77, 90]) {
          for (const line of texts.flatMap((blocks) => renderProse(blocks, width, english)))
            expect(widthOf(line), line).toBeLessThanOrEqual(width);
        }
      }
    }
  });

  it('keeps its structure: lists in lists, quotes, code, tables, links', () => {
    expect(
      render(`One *two* **three** \`four\`.

1. first, which is so long that it goes on below itself
2. second
   - inner

> A quote of somebody, which is long, too, so that it wraps.

\`\`\`
kubectl get pods    --all-namespaces -o wide
\`\`\`

| Name | Meaning |
| --- | --- |
| pod | what runs, with an address of its own |

See [the docs](https://kubernetes.io/docs).`),
    ).toMatchInlineSnapshot(`
      [
        "One two three \`four\`.",
        "",
        "1. first, which is so long that it goes",
        "   on below itself",
        "2. second",
        "   ◦ inner",
        "",
        "│ A quote of somebody, which is long,",
        "│ too, so that it wraps.",
        "",
        "kubectl get pods    --all-namespaces -o ",
        "wide",
        "",
        "Name  Meaning",
        "────  ──────────────────────────────────",
        "pod   what runs, with an address of its",
        "      own",
        "",
        "See the docs",
        "(https://kubernetes.io/docs).",
      ]
    `);
  });

  it('says what a remark is, in the learner’s language', () => {
    const remark = '> [!WARNING]\n> Mind the step.';
    expect(render(remark)).toEqual(['┃ ▲ Warning', '┃ Mind the step.']);
    expect(render(remark, 40, plainStyle(messages('fr')))[0]).toBe('┃ ▲ Attention');
    expect(render(remark, 40, plainStyle(messages('zh')))[0]).toBe('┃ ▲ 警告');
  });

  it('hangs the items of lists beside their bullets, numbers and boxes', () => {
    expect(
      render(`9. nine
10. ten

    more of it

- [x] did it
- [ ] 还没有做的事情，它的说明很长，所以要折行
  - inner
    - innermost`),
    ).toEqual([
      ' 9. nine',
      '10. ten',
      '',
      '    more of it',
      '',
      '[✓] did it',
      '[ ] 还没有做的事情，它的说明很长，所以要',
      '    折行',
      '    ◦ inner',
      '      - innermost',
    ]);
  });

  it('aligns columns, and makes lists of the rows of a table that is too narrow for them', () => {
    const table =
      '| pod | count | a word |\n| --- | ---: | :-: |\n| worker | 10 | x |\n| a longer name | 2 | yy |';
    expect(render(table)).toEqual([
      'pod            count  a word',
      '─────────────  ─────  ──────',
      'worker            10    x',
      'a longer name      2    yy',
    ]);
    expect(render(table, 16)).toEqual([
      'pod: worker',
      'count: 10',
      'a word: x',
      '────────',
      'pod: a longer',
      'name',
      'count: 2',
      'a word: yy',
    ]);
  });

  it('makes links of the terminal’s own where it has such, which are as wide as their text', () => {
    const [line = ''] = render('See [the docs](https://kubernetes.io/docs) now.', 40, {
      ...english,
      hyperlinks: true,
    });
    expect(line).toContain('\u001B]8;;https://kubernetes.io/docs\u0007');
    expect(stripAnsi(line)).toBe('See the docs now.');
    const wrapped = render('[看这里的文档，它很长，要折行](https://kubernetes.io/zh-cn/)', 16, {
      ...english,
      hyperlinks: true,
    });
    expect(wrapped.map(widthOf).every((width) => width <= 16)).toBe(true);
    // Each line has its own, so that none goes on over what stands beside it.
    for (const part of wrapped) expect(part.split('\u001B]8;;').length).toBe(3);
  });

  it('gives no address to the terminal that a browser does not open', () => {
    const [line] = render('[here](vscode://run)', 40, { ...english, hyperlinks: true });
    expect(line).toBe('here (vscode://run)');
  });

  it('loses no word and is never wider than its pane, whatever it is made of', () => {
    const word = fc.constantFrom(
      'pod',
      'a',
      '`kubectl get pods`',
      '中文，',
      '🚢',
      '**strong**',
      'deployment',
    );
    const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
    const item = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom('- ', '1. ', '- [x] '), text);
    const block = fc.oneof(
      text,
      text.map((line) => `### ${line}`),
      text.map((line) => `> ${line}`),
      text.map((line) => `> [!CAUTION]\n> ${line}\n>\n> 1. ${line}`),
      fc
        .array(item, { minLength: 1, maxLength: 6 })
        .map((items) =>
          items.map(([depth, bullet, line]) => `${'  '.repeat(depth)}${bullet}${line}`).join('\n'),
        ),
      fc
        .array(fc.tuple(text, text, text), { minLength: 1, maxLength: 3 })
        .map((rows) => ['a | b | c', '--- | --- | ---', ...rows.map((row) => row.join(' | '))].join('\n')),
    );
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 12, max: 100 }),
        (all, width) => {
          const markdown = all.join('\n\n');
          const lines = render(markdown, width);
          for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
          const letters = (of: string) => of.replaceAll(/[^a-z中文🚢]/gu, '');
          const wanted = letters(markdown.replaceAll('[x]', '').replaceAll('CAUTION', ''));
          const shown = [...letters(lines.join('').replaceAll('Caution', ''))].sort().join('');
          const missing = [...wanted].filter((letter) => !shown.includes(letter));
          expect(missing).toEqual([]);
          expect(shown.length).toBeGreaterThanOrEqual(wanted.length);
        },
      ),
      { seed: 3, numRuns: 200 },
    );
  });
});
