/** A part of a text, its end excluded. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What stands where a secret was: of one length, which says nothing of its own. */
export const mask = '••••••';

/** Ranges in order, those that touch as one. */
export function merged(ranges: readonly Range[]): Range[] {
  const all: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last && range.start <= last.end)
      all[all.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else all.push(range);
  }
  return all;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for
const colours = /\u001B\[[\d;:]*m/g;

/** The part of a text from `from` to `to`, each range masked where it begins. */
export function sliceMasked(text: string, ranges: readonly Range[], from: number, to: number): string {
  let shown = '';
  let at = from;
  for (const { start, end } of ranges) {
    if (end <= from || start >= to) continue;
    shown += text.slice(at, Math.max(at, start));
    if (start >= from) shown += mask;
    // A colour that ends in a secret ends all the same.
    shown += (text.slice(Math.max(start, from), Math.min(end, to)).match(colours) ?? []).join('');
    at = Math.max(at, Math.min(end, to));
  }
  return shown + text.slice(at, to);
}

/** A text without colours, and for each of its characters where it stands in the text with them. */
export function withoutColours(text: string): { plain: string; at: (index: number) => number } {
  if (!text.includes('\u001B')) return { plain: text, at: (index) => index };
  const places: number[] = [];
  let plain = '';
  let from = 0;
  for (const match of `${text}\u001B[m`.matchAll(colours)) {
    for (let index = from; index < match.index; index++) places.push(index);
    plain += text.slice(from, match.index);
    from = match.index + match[0].length;
  }
  return { plain, at: (index) => places[index] ?? text.length };
}
