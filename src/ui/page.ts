import { bodyRows, type FrameParts, frame, type Row, type Size } from './frame.ts';
import type { Messages } from './i18n/messages.ts';
import type { Intent } from './keys/keymap.ts';
import { clampOffset, scrollbar, scrolled } from './scrolled.ts';
import { toWidth } from './text.ts';

/** A frame whose body is lines to read, scrolled where they are more than there is room for. */
export interface Page extends Omit<FrameParts, 'body'> {
  /** At most `pageWidth` wide. */
  readonly lines: readonly string[];
}

/** How wide the lines of a page may be: without margins and scrollbar. */
export function pageWidth({ columns }: Size): number {
  return columns - 3;
}

/** Cells beyond which the eye loses the line between the two ends of it. */
const longestLine = 100;

/** How wide the lines of a list are that have something at each end. */
export function listWidth(size: Size): number {
  return Math.min(longestLine, pageWidth(size));
}

export function pageRows(size: Size, say: Messages, page: Page, offset: number): Row[] {
  const shown = scrolled(page.lines, bodyRows(size), offset);
  const bar = scrollbar(shown, true);
  const body = shown.lines.map((line, row) =>
    bar[row] ? ` ${toWidth(line, pageWidth(size))} ${bar[row]}` : line && ` ${line}`,
  );
  const scrolls = shown.above + shown.below > 0;
  const offers = scrolls ? [...page.offers, { intent: 'down', text: say.keys.scroll } as const] : page.offers;
  return frame(size, say, { ...page, body, offers });
}

/** Where a page is scrolled to after a key; undefined where the key is about something else. */
export function scrollPage(intent: Intent, offset: number, lines: number, size: Size): number | undefined {
  const rows = bodyRows(size);
  const by = scrollBy(intent, rows);
  return by === undefined ? undefined : clampOffset(clampOffset(offset, lines, rows) + by, lines, rows);
}

/** How many lines a key scrolls a window of `height`; infinite to its ends, undefined for other keys. */
export function scrollBy(intent: Intent, height: number): number | undefined {
  const page = Math.max(1, height - 1);
  switch (intent) {
    case 'up':
      return -1;
    case 'down':
      return 1;
    case 'page-up':
      return -page;
    case 'page-down':
      return page;
    case 'top':
      return Number.NEGATIVE_INFINITY;
    case 'bottom':
      return Number.POSITIVE_INFINITY;
    default:
      return undefined;
  }
}
