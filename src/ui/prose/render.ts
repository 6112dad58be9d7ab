import type { Block, Item } from '../../lesson/prose/blocks.ts';
import { widthOf, wrap, wrapExactly } from '../text.ts';
import { theme } from '../theme.ts';
import { renderInlines } from './inline.ts';
import { renderTable } from './table.ts';

/** Prose as lines of at most `width` terminal cells, an empty line between blocks. */
export function renderProse(blocks: readonly Block[], width: number): string[] {
  const lines: string[] = [];
  for (const block of blocks) {
    if (lines.length > 0) lines.push('');
    lines.push(...renderBlock(block, width));
  }
  return lines;
}

function renderBlock(block: Block, width: number): string[] {
  switch (block.type) {
    case 'heading':
      return wrap(theme.title(renderInlines(block.children)), width);
    case 'paragraph':
      return wrap(renderInlines(block.children), width);
    case 'list':
      return renderList(block.items, block.ordered ? block.start : undefined, width);
    case 'code':
      return renderCode(block.text.split('\n'), width);
    case 'table':
      return renderTable(block, width);
    case 'quote':
      return beside(theme.faint('│ '), renderProse(block.children, width - 2));
    case 'admonition':
      return beside(theme.wait('┃ '), renderProse(block.children, width - 2));
    case 'rule':
      return [theme.faint('─'.repeat(width))];
  }
}

/** Indented, unless only that made it too wide for its lines to stay whole. */
function renderCode(code: readonly string[], width: number): string[] {
  const widest = Math.max(...code.map(widthOf));
  const indent = Math.max(0, Math.min(2, width - widest));
  return code
    .flatMap((line) => wrapExactly(line, width - indent))
    .map((line) => ' '.repeat(indent) + theme.code(line));
}

function renderList(items: readonly Item[], start: number | undefined, width: number): string[] {
  return items.flatMap((item, index) => {
    const bullet = start === undefined ? '• ' : `${start + index}. `;
    const lines = item.children.flatMap((child) => renderBlock(child, width - bullet.length));
    return lines.map((line, at) => (at === 0 ? theme.accent(bullet) : ' '.repeat(bullet.length)) + line);
  });
}

function beside(mark: string, lines: string[]): string[] {
  return lines.map((line) => mark + line);
}
