import type { Alignment, Block, Cell } from '../../lesson/prose/blocks.ts';
import { widthOf, wrap } from '../text.ts';
import { theme } from '../theme.ts';
import { renderInlines } from './inline.ts';
import type { ProseStyle } from './style.ts';

type Table = Extract<Block, { type: 'table' }>;

/** Spaces between columns. */
const gap = '  ';
/** Cells below which a column is too narrow for its text. */
const narrowest = 8;

/**
 * A table whose columns share the width: what does not fit on one line of a cell goes on below. Where there is not even
 * room for that, each row is a list of its values, each behind its column's name.
 */
export function renderTable(table: Table, width: number, style: ProseStyle): string[] {
  const texts = [table.header, ...table.rows].map((row) => row.map((cell) => textOf(cell, style)));
  const [header = [], ...rows] = texts;
  const natural = header.map((_, column) => Math.max(1, ...texts.map((row) => widest(row[column] ?? ''))));
  const widths = shareColumns(natural, width - gap.length * (natural.length - 1));
  if (!widths) return asLists(header, rows, width);
  const rule = theme.faint(widths.map((cells) => '─'.repeat(cells)).join(gap));
  const lines = (row: readonly string[]) => rowLines(row, widths, table.align);
  return [...lines(header.map((text) => theme.strong(text))), rule, ...rows.flatMap(lines)];
}

function textOf(cell: Cell, style: ProseStyle): string {
  return renderInlines(cell, style);
}

function widest(text: string): number {
  return Math.max(...text.split('\n').map(widthOf));
}

/** Narrow columns get what they need, and the wide ones share what is left; undefined where that is too little. */
function shareColumns(natural: readonly number[], room: number): number[] | undefined {
  const widths: number[] = [];
  let left = room;
  const byNeed = natural.map((need, column) => ({ need, column })).sort((a, b) => a.need - b.need);
  for (const [index, { need, column }] of byNeed.entries()) {
    const fair = Math.floor(left / (byNeed.length - index));
    if (need > fair && fair < narrowest) return undefined;
    widths[column] = Math.min(need, fair);
    left -= Math.min(need, fair);
  }
  return widths;
}

function rowLines(row: readonly string[], widths: readonly number[], align: readonly Alignment[]): string[] {
  const cells = widths.map((width, column) => wrap(row[column] ?? '', width));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) =>
    cells
      .map((lines, column) => aligned(lines[at] ?? '', widths[column] ?? 0, align[column]))
      .join(gap)
      .trimEnd(),
  );
}

function aligned(text: string, width: number, align: Alignment): string {
  const spare = Math.max(0, width - widthOf(text));
  const left = align === 'right' ? spare : align === 'center' ? Math.floor(spare / 2) : 0;
  return ' '.repeat(left) + text + ' '.repeat(spare - left);
}

function asLists(header: readonly string[], rows: readonly (readonly string[])[], width: number): string[] {
  return rows.flatMap((row, index) => [
    ...(index > 0 ? [theme.faint('─'.repeat(Math.min(width, narrowest)))] : []),
    ...header.flatMap((name, column) => wrap(`${theme.strong(`${name}:`)} ${row[column] ?? ''}`, width)),
  ]);
}
