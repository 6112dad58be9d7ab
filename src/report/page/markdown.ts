import type { Block, Inline, Item } from '../../lesson/prose.ts';
import type { LessonPage, PageQuestion, PageStep } from './page.ts';

/** A lesson's page as Markdown that Git forges show well. */
export function markdownPage(page: LessonPage): string {
  const parts = [
    `# ${escaped(page.title)}`,
    ...page.facts.map((fact) => `*${escaped(fact)}*`),
    ...blocks(page.intro, 2),
    ...page.steps.flatMap((step, index) => stepParts(step, index + 1, page)),
    ...blocks(page.closing, 2),
  ];
  return `${parts.join('\n\n')}\n`;
}

function stepParts(step: PageStep, number: number, page: LessonPage): string[] {
  const { words } = page;
  return [
    `## ${number}. ${escaped(step.title)}`,
    ...blocks(step.body, 3),
    ...step.guesses.flatMap((one) => question(one, words.guess, page)),
    ...step.remarks.map((remark) => `*${escaped(remark)}*`),
    ...(step.command === undefined ? [] : [fenced(step.command, 'bash')]),
    ...step.questions.flatMap((one) => question(one, words.question, page)),
    ...step.hints.flatMap((hint, index) => hidden(words.hint(index + 1, step.hints.length), blocks(hint, 3))),
  ];
}

function question({ prompt, choices, right, explanation }: PageQuestion, title: string, page: LessonPage) {
  return [
    `**${title}**`,
    ...blocks(prompt, 3),
    list({ ordered: true, start: 1, items: choices.map((children) => ({ children })) }),
    ...hidden(page.words.answer, [`**${right}**`, ...blocks(explanation, 3)]),
  ];
}

function hidden(summary: string, parts: readonly string[]): string[] {
  return [`<details><summary>${summary}</summary>`, ...parts, '</details>'];
}

/** `highest`: the level of heading that there may be at most. */
function blocks(all: readonly Block[], highest: number): string[] {
  return all.map((block) => toMarkdown(block, highest));
}

function toMarkdown(block: Block, highest: number): string {
  switch (block.type) {
    case 'heading':
      return `${'#'.repeat(Math.max(highest, block.depth))} ${inline(block.children)}`;
    case 'paragraph':
      return unlikeABlock(inline(block.children));
    case 'list':
      return list(block);
    case 'code':
      return fenced(block.text, block.language ?? '');
    case 'table':
      return table(block);
    case 'quote':
      return quoted(blocks(block.children, highest));
    case 'admonition':
      return quoted([`[!${block.tone.toUpperCase()}]\n${blocks(block.children, highest).join('\n\n')}`]);
    case 'rule':
      return '---';
  }
}

function list({
  ordered,
  start,
  items,
}: {
  ordered: boolean;
  start: number;
  items: readonly Item[];
}): string {
  const isLoose = items.some(({ children }) => children.length > 1);
  return items
    .map(({ checked, children }, index) => {
      const mark = ordered ? `${start + index}. ` : '- ';
      const box = checked === undefined ? '' : checked ? '[x] ' : '[ ] ';
      const text = blocks(children, 3).join(isLoose ? '\n\n' : '\n');
      return mark + box + text.replaceAll('\n', `\n${' '.repeat(mark.length)}`).replaceAll(/^ +$/gm, '');
    })
    .join(isLoose ? '\n\n' : '\n');
}

function table({ align, header, rows }: Extract<Block, { type: 'table' }>): string {
  const rules = { left: ':--', center: ':-:', right: '--:' };
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const cells = (all: readonly (readonly Inline[])[]) =>
    row(all.map((cell) => inline(cell).replaceAll('|', '\\|')));
  return [cells(header), row(align.map((one) => (one ? rules[one] : '---'))), ...rows.map(cells)].join('\n');
}

function quoted(parts: readonly string[]): string {
  return parts
    .join('\n\n')
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

/** A fence longer than any in the code. */
function fenced(code: string, language: string): string {
  const runs = [...code.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(2, ...runs) + 1);
  return `${fence}${language}\n${code}\n${fence}`;
}

function inline(all: readonly Inline[]): string {
  return all.map(one).join('');
}

function one(inlined: Inline): string {
  switch (inlined.type) {
    case 'text':
      return escaped(inlined.text);
    case 'code':
      return codeSpan(inlined.text);
    case 'strong':
      return `**${inline(inlined.children)}**`;
    case 'emphasis':
      return `*${inline(inlined.children)}*`;
    case 'link':
      return `[${inline(inlined.children)}](<${inlined.href.replaceAll(/[<>\n]/g, encodeURIComponent)}>)`;
    case 'break':
      return '\\\n';
  }
}

function codeSpan(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const space = /^`|`$/.test(text) ? ' ' : '';
  return fence + space + text + space + fence;
}

/** Characters that would be markup. An underscore within a word is none. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*[\]<>]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)/g, '\\$&');
}

/** A paragraph whose first characters would make something else of it. */
function unlikeABlock(text: string): string {
  return text.replace(/^(\d+)([.)])(?=\s)/, '$1\\$2').replace(/^([#+-])/, '\\$1');
}
