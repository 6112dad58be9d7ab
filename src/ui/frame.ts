import { footer, type Offer } from './footer.ts';
import type { Messages } from './i18n/messages.ts';
import type { Intent } from './keys/keymap.ts';
import { clip, ends, wrap } from './text.ts';
import { theme } from './theme.ts';

/** The terminal, in cells. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The smallest terminal in which a screen can be read. */
export const smallest: Size = { columns: 40, rows: 12 };

/** One row of the screen: a text, or one with a spinner and a text that counts seconds. */
export type Row = string | MovingRow;

export interface MovingRow {
  /** What stands before the spinner. */
  readonly before: string;
  /** When it began, wall time, ISO 8601. */
  readonly since: string;
  /** What stands after the spinner and a space. */
  readonly after: (seconds: number) => string;
}

export interface FrameParts {
  readonly left: string;
  readonly right: string;
  /** How far one is, from 0 to 1: the part of the rule that is drawn thick. */
  readonly progress?: number;
  readonly body: readonly Row[];
  readonly offers: readonly Offer[];
  /** Of these, the first to give way where the footer has not room for all; otherwise as everywhere. */
  readonly givesWay?: readonly Intent[];
}

/** Header, rule and footer; and the last row stays free, or Ink would clear the whole screen at each change. */
const frameRows = 4;

/** Those of them that are above the body. */
export const headRows = 2;

/** Rows for the body of a frame. */
export function bodyRows({ rows }: Size): number {
  return rows - frameRows;
}

/** What every screen is: a header, a rule that shows progress, the body, and the keys that work now. */
export function frame(size: Size, say: Messages, parts: FrameParts): Row[] {
  const { columns } = size;
  if (columns < smallest.columns || size.rows < smallest.rows) return tooSmall(size, say);
  const thick = Math.round(columns * (parts.progress ?? 0));
  const rows = bodyRows(size);
  const body = parts.body.slice(0, rows);
  return [
    ends(` ${theme.title(parts.left)}`, parts.right && `${theme.faint(parts.right)} `, columns),
    theme.accent('━'.repeat(thick)) + theme.faint('─'.repeat(columns - thick)),
    ...body,
    ...Array.from({ length: rows - body.length }, () => ''),
    ` ${footer(parts.offers, say, columns - 2, parts.givesWay)}`,
  ];
}

function tooSmall({ columns, rows }: Size, say: Messages): Row[] {
  const lines = wrap(say.tooSmall(smallest.columns, smallest.rows), columns).slice(0, Math.max(1, rows - 1));
  return lines.map((line) => clip(line, columns));
}
