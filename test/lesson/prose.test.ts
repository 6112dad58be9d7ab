// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of shells stay as they are
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadLesson, proseOf } from '../../src/lesson/load.ts';
import { type Block, type Inline, type Prose, parseProse, plainText } from '../../src/lesson/prose.ts';
import { createSource } from '../../src/lesson/source.ts';

const full = join(import.meta.dirname, '../../fixtures/lessons/good/full');

function parse(markdown: string): Prose {
  const { prose, findings } = parseProse(createSource('en.md', markdown), 'en', 'lesson');
  expect(findings).toEqual([]);
  return prose;
}

/** The blocks of a text without their lines. */
function blocks(markdown: string): unknown[] {
  return JSON.parse(
    JSON.stringify(parse(markdown).intro, (key, value) => (key === 'line' ? undefined : value)),
  );
}

function inlines(markdown: string): readonly Inline[] | undefined {
  const [block] = parse(markdown).intro;
  return block?.type === 'paragraph' ? block.children : undefined;
}

function words(block: Block | undefined): string {
  return block && 'children' in block && block.type !== 'quote' && block.type !== 'admonition'
    ? plainText(block.children)
    : '';
}

describe('the parts of a language', () => {
  it('are what the markers say', async () => {
    const prose = proseOf(await loadLesson(full), 'en');

    expect(prose.title).toBe('A full lesson');
    expect(prose.intro.map(({ type, line }) => [type, line])).toEqual([
      ['paragraph', 3],
      ['admonition', 12],
    ]);
    expect(prose.instructor.map(words)).toEqual(['Bring coffee.']);
    expect([...prose.sections.values()].map(({ step, title, line }) => [step, title, line])).toEqual([
      ['start-cluster', 'Start minikube', 15],
      ['deploy-web', 'Deploy', 35],
      ['follow', 'Follow & read', 44],
      ['look', 'Look', 52],
      ['read', 'Read', 63],
    ]);
    expect(prose.closing.map(words)).toEqual(['Well done', 'That was all.']);
  });

  it('are the same with the line ends and the byte order mark of another system', async () => {
    const lesson = await loadLesson(full);
    expect(proseOf(lesson, 'fr').sections).toEqual(proseOf(lesson, 'en').sections);
  });

  it('keep hints apart, in order, and the notes for instructors to themselves', async () => {
    const section = proseOf(await loadLesson(full), 'en').sections.get('start-cluster');

    expect(section?.body.map(words)).toEqual(['It takes a minute.']);
    expect(section?.hints.map(([first]) => words(first))).toEqual([
      'Wait a little.',
      'Look at minikube status.',
    ]);
    expect(section?.instructor.map(({ type }) => type)).toEqual(['paragraph', 'admonition']);
  });

  it('leave other admonitions where they are, and variables as they are', async () => {
    const section = proseOf(await loadLesson(full), 'en').sections.get('deploy-web');
    const warning = section?.body[1];
    expect(warning).toMatchObject({ type: 'admonition', tone: 'warning' });
    expect(warning?.type === 'admonition' && words(warning.children[0])).toBe('It is $TAG that counts.');
  });

  it('do not take code for a marker', async () => {
    const prose = proseOf(await loadLesson(full), 'en');
    expect(prose.sections.get('follow')?.body).toEqual([
      { type: 'code', line: 47, language: 'bash', text: '<!-- step: nowhere -->\nkubectl logs' },
    ]);
  });
});

describe('blocks', () => {
  it.each([
    ['---', [{ type: 'rule' }]],
    ['## Two', [{ type: 'heading', depth: 2, children: [{ type: 'text', text: 'Two' }] }]],
    ['```\nplain\n```', [{ type: 'code', text: 'plain' }]],
    ['    indented', [{ type: 'code', text: 'indented' }]],
    ['<!-- a note of the author -->', []],
    ['<b>Bold</b>', [{ type: 'paragraph', children: [{ type: 'text', text: 'Bold' }] }]],
    ['[ref]: https://example.org', []],
    [
      '3. three\n4. four',
      [
        {
          type: 'list',
          ordered: true,
          start: 3,
          items: ['three', 'four'].map((text) => ({
            children: [{ type: 'paragraph', children: [{ type: 'text', text }] }],
          })),
        },
      ],
    ],
    [
      '- [x] done',
      [
        {
          type: 'list',
          ordered: false,
          start: 1,
          items: [
            { checked: true, children: [{ type: 'paragraph', children: [{ type: 'text', text: 'done' }] }] },
          ],
        },
      ],
    ],
    [
      '> [!NOTE]\n> ```sh\n> ls\n> ```',
      [{ type: 'admonition', tone: 'note', children: [{ type: 'code', language: 'sh', text: 'ls' }] }],
    ],
    [
      '> [!important]\n> **Now** go.',
      [
        {
          type: 'admonition',
          tone: 'important',
          children: [
            {
              type: 'paragraph',
              children: [
                { type: 'strong', children: [{ type: 'text', text: 'Now' }] },
                { type: 'text', text: ' go.' },
              ],
            },
          ],
        },
      ],
    ],
    [
      '> words',
      [{ type: 'quote', children: [{ type: 'paragraph', children: [{ type: 'text', text: 'words' }] }] }],
    ],
    [
      '| a | b |\n|---|:-:|\n| 1 |\n',
      [
        {
          type: 'table',
          align: [null, 'center'],
          header: [[{ type: 'text', text: 'a' }], [{ type: 'text', text: 'b' }]],
          rows: [[[{ type: 'text', text: '1' }], []]],
        },
      ],
    ],
  ])('%j', (markdown, expected) => {
    expect(blocks(markdown)).toEqual(expected);
  });

  it('know their lines, within lists and quotes too', () => {
    const [, list, quote] = parse('one\n\n- two\n\n  three\n- four\n\n> five\n>\n> six\n').intro;
    const lines = (children: readonly Block[]) => children.map(({ line }) => line);
    expect(list?.type === 'list' && list.items.map((item) => lines(item.children))).toEqual([[3, 5], [6]]);
    expect(quote?.type === 'quote' && lines(quote.children)).toEqual([8, 10]);
  });
});

describe('inlines', () => {
  const text = (content: string) => ({ type: 'text', text: content });

  it.each([
    ['one\ntwo', [text('one two')]],
    ['one  \ntwo', [text('one'), { type: 'break' }, text('two')]],
    ['one<br>two', [text('one'), { type: 'break' }, text('two')]],
    ['第一行\n第二行', [text('第一行第二行')]],
    ['a &lt;b&gt; &amp;amp; &#8230; &nope;', [text('a <b> &amp; … &nope;')]],
    ['\\*stars\\*', [text('*stars*')]],
    ['press <kbd>q</kbd>', [text('press q')]],
    ['`a &lt; b`', [{ type: 'code', text: 'a &lt; b' }]],
    ['*a **b***', [{ type: 'emphasis', children: [text('a '), { type: 'strong', children: [text('b')] }] }]],
    ['~~old~~ new', [text('old new')]],
    [
      '<https://a.example>',
      [{ type: 'link', href: 'https://a.example', children: [text('https://a.example')] }],
    ],
    ['[a][r]\n\n[r]: b.html', [{ type: 'link', href: 'b.html', children: [text('a')] }]],
    ['![](b.png)', [{ type: 'link', href: 'b.png', children: [text('b.png')] }]],
    ['$TAG and ${TAG}', [text('$TAG and ${TAG}')]],
  ])('%j', (markdown, expected) => {
    expect(inlines(markdown)).toEqual(expected);
  });
});
