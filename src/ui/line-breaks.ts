import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';
import stripAnsi from 'strip-ansi';

/** Characters of Chinese and Japanese writing, and the punctuation that is as wide as they are. */
const ideographs = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60`;
const ideograph = new RegExp(`[${ideographs}]`, 'u');
/** What must not begin a line: closing and ending punctuation, of either writing. */
const closing = /^[\p{Pe}\p{Pf}。，、；：！？．·…—～々ー%.,;:!?'"/]/u;
/** What must not end one. */
const opening = /[\p{Ps}\p{Pi}'"]$/u;

/** Of the marks above, those of Chinese: in a word of Latin letters, any place is as bad as another. */
const wideMark = /[\u3001-\u3011\uff01-\uff0f\uff1a-\uff1f“”]/;

const graphemes = new Intl.Segmenter();

/** A text in which lines may be broken elsewhere than at spaces. */
export function hasIdeographs(text: string): boolean {
  return ideograph.test(text);
}

/**
 * One line of text with Chinese in it as lines of at most `width` cells: broken at spaces and beside any ideograph, but
 * not so that a line begins with closing punctuation or ends with an opening one. Styles go on over the breaks.
 * @param hard whether a word that is wider than a line is broken, too
 */
export function wrapIdeographs(line: string, width: number, hard: boolean): string[] {
  const rows: { from: number; to: number }[] = [];
  let at = 0;
  for (const part of parts(stripAnsi(line), hard ? width : Number.POSITIVE_INFINITY)) {
    const visible = stringWidth(part.trimEnd());
    const last = rows.at(-1);
    // Spaces at the edge of a line take no room.
    if (visible > 0) {
      if (last && at + visible - last.from <= width) last.to = at + visible;
      else rows.push({ from: at, to: at + visible });
    }
    at += stringWidth(part);
  }
  return rows.length === 0 ? [''] : rows.map(({ from, to }) => sliceAnsi(line, from, to));
}

/** What stays on one line, each with the spaces behind it; what is wider than a line by the character. */
function parts(text: string, width: number): string[] {
  const result: string[] = [];
  let before = ' ';
  for (const { segment } of graphemes.segment(text)) {
    const last = result.at(-1);
    if (last === undefined || mayBreak(before, segment)) result.push(segment);
    else result[result.length - 1] = last + segment;
    before = segment;
  }
  return result.flatMap((part) => (stringWidth(part.trimEnd()) <= width ? [part] : chopped(part, width)));
}

/** The characters of a word that is wider than a line, its punctuation still beside what it belongs to. */
function chopped(word: string, width: number): string[] {
  const result: string[] = [];
  for (const { segment } of graphemes.segment(word)) {
    const last = result.at(-1) ?? ' ';
    const together = wideMark.test(last.slice(-1) + segment) && !mayBreak(last.slice(-1), segment);
    if (together && stringWidth(last + segment) <= width) result[result.length - 1] = last + segment;
    else result.push(segment);
  }
  return result;
}

function mayBreak(before: string, next: string): boolean {
  if (next === ' ') return false;
  if (before === ' ') return true;
  if (closing.test(next) || opening.test(before)) return false;
  return ideograph.test(before) || ideograph.test(next);
}
