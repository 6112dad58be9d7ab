import type { Block, Tone } from '../../lesson/prose/blocks.ts';
import { widthOf, wrap, wrapExactly } from '../text.ts';
import { theme } from '../theme.ts';
import { highlighted } from './highlight.ts';
import { renderInlines } from './inline.ts';
import { renderList } from './list.ts';
import type { ProseStyle } from './style.ts';
import { renderTable } from './table.ts';

/** Prose as lines of at most `width` terminal cells, an empty line between blocks. */
export function renderProse(blocks: readonly Block[], width: number, style: ProseStyle): string[] {
  const lines: string[] = [];
  for (const block of blocks) {
    if (lines.length > 0) lines.push('');
    lines.push(...renderBlock(block, width, style, 0));
  }
  return lines;
}

/** @param depth how many lists it is in */
export function renderBlock(block: Block, width: number, style: ProseStyle, depth: number): string[] {
  switch (block.type) {
    case 'heading':
      return renderHeading(renderInlines(block.children, style), block.depth, width, style);
    case 'paragraph':
      return wrap(renderInlines(block.children, style), width);
    case 'list':
      return renderList(block, width, style, depth);
    case 'code':
      return renderCode(block, width);
    case 'table':
      return renderTable(block, width, style);
    case 'quote':
      return beside(theme.faint('│ '), width, (room) => renderProse(block.children, room, style));
    case 'admonition':
      return renderAdmonition(block.tone, block.children, width, style);
    case 'rule':
      return [theme.faint('─'.repeat(width))];
  }
}

function renderHeading(text: string, depth: number, width: number, { underlines }: ProseStyle): string[] {
  const isChapter = depth <= 2;
  const lines = wrap(theme.title(isChapter ? theme.accent(text) : text), width);
  if (!underlines || !isChapter) return lines;
  return [...lines, '─'.repeat(Math.max(...lines.map(widthOf)))];
}

/** Indented, unless only that made it too wide for its lines to stay whole. */
function renderCode({ text, language }: Extract<Block, { type: 'code' }>, width: number): string[] {
  const code = highlighted(text, language);
  const indent = Math.max(0, Math.min(2, width - Math.max(...code.map(widthOf))));
  return code.flatMap((line) => wrapExactly(line, width - indent)).map((line) => ' '.repeat(indent) + line);
}

/** What kind of remark it is, by a sign and a colour; in words, too. */
const tones: Readonly<Record<Tone, { sign: string; colour: keyof typeof theme }>> = {
  note: { sign: 'i', colour: 'accent' },
  tip: { sign: '»', colour: 'good' },
  important: { sign: '!', colour: 'accent' },
  warning: { sign: '▲', colour: 'wait' },
  caution: { sign: '■', colour: 'bad' },
};

function renderAdmonition(
  tone: Tone,
  children: readonly Block[],
  width: number,
  style: ProseStyle,
): string[] {
  const { sign, colour: role } = tones[tone];
  const colour = theme[role];
  const title = theme.title(colour(`${sign} ${style.say.tones[tone]}`));
  return beside(colour('┃ '), width, (room) => [...wrap(title, room), ...renderProse(children, room, style)]);
}

/** Cells below which text is not indented any more: there would be nothing left of it. */
export const narrowest = 10;

function beside(mark: string, width: number, render: (room: number) => string[]): string[] {
  const room = width - widthOf(mark);
  return room < narrowest ? render(width) : render(room).map((line) => mark + line);
}
