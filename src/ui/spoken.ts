import stripAnsi from 'strip-ansi';
import { type Row, type Size, smallest } from './frame.ts';
import type { Messages } from './i18n/messages.ts';
import { marks } from './theme.ts';

/** The words for the marks that a screen reader would read as signs, or not at all. */
export interface SpokenMarks {
  readonly good: string;
  readonly bad: string;
  readonly pending: string;
  readonly notYet: string;
  readonly here: string;
}

/** What a screen is without its drawing: lines that read well aloud, one after the other, marks as words. */
export function spoken(rows: readonly Row[], say: Messages, now = Date.now()): string[] {
  const words: Readonly<Record<string, string>> = {
    [marks.green]: say.spokenMarks.good,
    [marks.red]: say.spokenMarks.bad,
    [marks.pending]: say.spokenMarks.pending,
    [marks.notYet]: say.spokenMarks.notYet,
    [marks.here]: say.spokenMarks.here,
  };
  const lines = rows.map((row) =>
    stripAnsi(typeof row === 'string' ? row : row.before + row.after(secondsSince(row.since, now)))
      // Rules, bars and frames.
      .replaceAll(/[\u2500-\u259f]+/g, ' ')
      .replaceAll(/^(\s*)([✓✗·○▸])(?=\s)|(\s)(✓)(?=\s)/gu, (_, start, first, before, mark) =>
        first ? `${start}${words[first]}:` : `${before}${words[mark]}:`,
      )
      .trimEnd(),
  );
  return lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
}

/** Cells that a word may take more than the mark in whose place it stands. */
const roomForWords = 12;

/** Narrow enough that nothing stands beside something else, as which nobody could hear it, and marks can be words. */
export function spokenSize({ columns, rows }: Size): Size {
  return { columns: Math.max(smallest.columns, Math.min(columns - roomForWords, 100)), rows };
}

function secondsSince(since: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
}
