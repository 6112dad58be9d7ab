import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** The lines of a text, wrapped to a width in terminal cells; a word longer than that is broken. */
export function wrap(text: string, width: number): string[] {
  return wrapAnsi(text, Math.max(1, width), { hard: true, trim: true }).split('\n');
}

/** As `wrap`, but spaces stay as they are: for commands and what they print. */
export function wrapExactly(text: string, width: number): string[] {
  return wrapAnsi(text.replaceAll('\t', '    '), Math.max(1, width), {
    hard: true,
    trim: false,
    wordWrap: false,
  }).split('\n');
}

/** Cuts a line to a width, with a sign that it was cut. */
export function clip(text: string, width: number): string {
  return stringWidth(text) <= width ? text : `${sliceAnsi(text, 0, Math.max(0, width - 1))}…`;
}

/** Cuts or fills a line to exactly a width. */
export function toWidth(text: string, width: number): string {
  const cut = clip(text, width);
  return cut + ' '.repeat(Math.max(0, width - stringWidth(cut)));
}

/** Two texts at the ends of a line; the right one gives way first. */
export function ends(left: string, right: string, width: number): string {
  const room = width - stringWidth(left) - 2;
  if (room < 4) return toWidth(left, width);
  const end = clip(right, room);
  return left + ' '.repeat(width - stringWidth(left) - stringWidth(end)) + end;
}
