// Control characters are what is looked for here.
// biome-ignore-all lint/suspicious/noControlCharactersInRegex: see above
import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';
import stripAnsi from 'strip-ansi';
import wrapAnsi from 'wrap-ansi';
import { hasIdeographs, wrapIdeographs } from './line-breaks.ts';

/**
 * Text in which every character is one cell wide: ASCII, Latin letters, the quotes and dashes of prose, lines and marks
 * of ours. Most text is of these, and needs no closer look.
 */
export const simple =
  /^[\x20-\x7e\xa1-\xac\xae-\u017f\u2013\u2014\u2018-\u201d\u2022\u2026\u2190-\u2193\u2500-\u257f\u25b8\u25cb\u2713\u2717]*$/;

/** How many terminal cells a text takes. */
export function widthOf(text: string): number {
  const bare = text.includes('\x1b') ? text.replaceAll(/\x1b\[[\d;]*m/g, '') : text;
  return simple.test(bare) ? bare.length : stringWidth(bare);
}

/** The lines of a text, wrapped to a width in terminal cells; a word longer than that is broken, or stays whole. */
export function wrap(text: string, width: number, longWords: 'broken' | 'whole' = 'broken'): string[] {
  if (text.length <= width && simple.test(text)) return [text.trim()];
  const room = Math.max(1, width);
  const hard = longWords === 'broken';
  if (hasIdeographs(text)) return text.split('\n').flatMap((line) => wrapIdeographs(line, room, hard));
  return wrapAnsi(text.replaceAll(inseparable, noBreak), room, { hard, trim: true })
    .replaceAll(noBreak, ' ')
    .split('\n');
}

const noBreak = '\u00A0';
/** The spaces before and after which French has signs that no line begins or ends with. */
const inseparable = / (?=[:;!?»](?:\s|$))|(?<=«) /g;

/** Sentences one after the other. Chinese punctuation brings its own space. */
export function sentences(all: readonly string[]): string {
  return all.join(' ').replaceAll(/(?<=[。！？：；]) /g, '');
}

/** As `wrap`, but spaces stay as they are: for commands and what they print. */
export function wrapExactly(text: string, width: number): string[] {
  const room = Math.max(1, width);
  const line = withoutTabs(text);
  if (simple.test(line)) {
    if (line.length <= room) return [line];
    return Array.from({ length: Math.ceil(line.length / room) }, (_, at) =>
      line.slice(at * room, (at + 1) * room),
    );
  }
  return wrapAnsi(line, room, { hard: true, trim: false, wordWrap: false }).split('\n');
}

const tabStop = 8;

/** Spaces up to the next tab stop, as a terminal shows tabs. */
function withoutTabs(text: string): string {
  if (!text.includes('\t')) return text;
  return text
    .split('\t')
    .reduce((before, part) => before + ' '.repeat(tabStop - (widthOf(before) % tabStop)) + part);
}

/** A text of others (a log line, an answer) as one line without anything that a terminal would obey. */
export function harmless(text: string): string {
  return stripAnsi(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\x00-\x1f\x7f-\x9f]/g, '');
}

/** Cuts a line to a width, with a sign that it was cut. */
export function clip(text: string, width: number): string {
  return widthOf(text) <= width ? text : `${sliceAnsi(text, 0, Math.max(0, width - 1))}…`;
}

/** Cuts or fills a line to exactly a width. */
export function toWidth(text: string, width: number): string {
  const cut = clip(text, width);
  return cut + ' '.repeat(Math.max(0, width - widthOf(cut)));
}

/** Two texts at the ends of a line; the left one gives way first, and a right one without any room is left out. */
export function ends(left: string, right: string, width: number): string {
  const room = width - widthOf(right) - 2;
  return room < 8 || right === '' ? toWidth(left, width) : `${toWidth(left, room)}  ${right}`;
}
