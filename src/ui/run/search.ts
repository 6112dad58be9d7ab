import stripAnsi from 'strip-ansi';
import type { LineSource } from './output-window.ts';

/** What every match begins with. */
export const matchMark = '\u001B[7m';

/** What is looked for in the output, and the line that was found last. */
export interface Search {
  readonly query: string;
  readonly line: number | undefined;
}

/** Capitals are told apart only where some are asked for. */
export function patternOf(query: string): RegExp {
  const literal = query.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return new RegExp(literal, query === query.toLowerCase() ? 'gi' : 'g');
}

/** The next line that has the query, from a line on (which counts) in a direction, and round at the ends. */
export function findLine(
  source: LineSource,
  query: string,
  from: number,
  direction: 1 | -1,
): number | undefined {
  const { first, total } = source;
  const count = total - first;
  if (query === '' || count === 0) return undefined;
  const pattern = patternOf(query);
  const lines = source.slice(first, total);
  const start = (((from - first) % count) + count) % count;
  for (let step = 0; step < count; step++) {
    const at = (((start + step * direction) % count) + count) % count;
    pattern.lastIndex = 0;
    if (pattern.test(plain(lines[at] ?? ''))) return first + at;
  }
  return undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escapes are what is looked for
const colours = /(\u001B\[[\d;:]*m)/;

/** A line with its matches inverted; in the line that was found last, they are underlined as well. */
export function withMatches(line: string, query: string, found: boolean): string {
  const starts = new Set<number>();
  const ends = new Set<number>();
  for (const { index, 0: match } of plain(line).matchAll(patternOf(query))) {
    if (match === '') continue;
    starts.add(index);
    ends.add(index + match.length);
  }
  if (starts.size === 0) return line;
  const on = found ? `${matchMark}\u001B[4m` : matchMark;
  const off = found ? '\u001B[24m\u001B[27m' : '\u001B[27m';
  let marked = '';
  let at = 0;
  let inside = false;
  for (const [index, piece] of line.split(colours).entries()) {
    // A colour within a match may take back that it is inverted.
    if (index % 2 === 1) marked += inside ? piece + on : piece;
    else {
      for (const unit of piece.split('')) {
        if (inside && ends.has(at)) marked += off;
        if (starts.has(at)) marked += on;
        inside = starts.has(at) || (inside && !ends.has(at));
        marked += unit;
        at++;
      }
    }
  }
  return inside ? marked + off : marked;
}

function plain(line: string): string {
  return line.includes('\u001B') ? stripAnsi(line) : line;
}
