import stringWidth from 'string-width';
import type { Block, Cell } from '../../lesson/prose/blocks.ts';
import { toWidth, wrap } from '../text.ts';
import { theme } from '../theme.ts';
import { renderInlines } from './inline.ts';

type Table = Extract<Block, { type: 'table' }>;

/** A table whose columns share the width: what does not toWidth on one line of a cell goes on below. */
export function renderTable(table: Table, width: number): string[] {
  const widths = columnWidths([table.header, ...table.rows], width);
  const header = renderRow(table.header, widths, theme.strong);
  const rule = theme.faint(widths.map((cells) => '─'.repeat(cells)).join('  '));
  return [...header, rule, ...table.rows.flatMap((row) => renderRow(row, widths, (text) => text))];
}

function columnWidths(rows: readonly (readonly Cell[])[], width: number): number[] {
  const count = Math.max(...rows.map((row) => row.length));
  const natural = Array.from({ length: count }, (_, column) =>
    Math.max(1, ...rows.map((row) => stringWidth(renderInlines(row[column] ?? [])))),
  );
  const room = width - 2 * (count - 1);
  const total = natural.reduce((sum, cells) => sum + cells, 0);
  if (total <= room) return natural;
  return natural.map((cells) => Math.max(4, Math.floor((cells * room) / total)));
}

function renderRow(row: readonly Cell[], widths: number[], style: (text: string) => string): string[] {
  const cells = widths.map((cells, column) => wrap(style(renderInlines(row[column] ?? [])), cells));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) =>
    cells
      .map((lines, column) => toWidth(lines[at] ?? '', widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
