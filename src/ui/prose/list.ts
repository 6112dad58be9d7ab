import type { Block, Item } from '../../lesson/prose/blocks.ts';
import { widthOf } from '../text.ts';
import { theme } from '../theme.ts';
import { narrowest, renderBlock } from './render.ts';
import type { ProseStyle } from './style.ts';

type List = Extract<Block, { type: 'list' }>;

/** By how many lists a list is in. */
const bullets = ['•', '◦', '-'];

/** A list whose items hang beside their bullets, numbers or boxes. */
export function renderList(list: List, width: number, style: ProseStyle, depth: number): string[] {
  const marks = list.items.map((item, index) => markOf(list, item, index, depth));
  const indent = Math.max(0, ...marks.map(widthOf));
  const room = width - indent;
  return list.items.flatMap((item, index) => {
    const mark = (marks[index] ?? '').padStart(indent);
    if (room < narrowest) return [theme.accent(mark.trimEnd()), ...itemLines(item, width, style, depth)];
    const lines = itemLines(item, room, style, depth);
    return lines.map(
      (line, at) => (at === 0 ? theme.accent(mark) : ' '.repeat(line === '' ? 0 : indent)) + line,
    );
  });
}

function markOf({ ordered, start }: List, { checked }: Item, index: number, depth: number): string {
  const box = checked === undefined ? '' : checked ? '[✓] ' : '[ ] ';
  if (ordered) return `${start + index}. ${box}`;
  return box || `${bullets[depth % bullets.length]} `;
}

function itemLines({ children }: Item, width: number, style: ProseStyle, depth: number): string[] {
  const lines = children.flatMap((child, index) => [
    // A list belongs to what stands above it; anything else begins anew.
    ...(index > 0 && child.type !== 'list' ? [''] : []),
    ...renderBlock(child, width, style, depth + 1),
  ]);
  return lines.length > 0 ? lines : [''];
}
