import stripAnsi from 'strip-ansi';
import { isColourless } from '../colours.ts';
import { wrapExactly } from '../text.ts';
import { matchMark, type Search, withMatches } from './search.ts';
import type { Place } from './view.ts';

/** Numbered lines, of which the oldest may be gone: an `OutputBuffer`, or what the journal kept. */
export interface LineSource {
  /** Number of the oldest line there is. */
  readonly first: number;
  /** One more than the number of the last. */
  readonly total: number;
  slice(from: number, to: number): string[];
}

export function linesOf(lines: readonly string[]): LineSource {
  return { first: 0, total: lines.length, slice: (from, to) => lines.slice(Math.max(from, 0), to) };
}

/** What is visible of an output. */
export interface OutputWindow {
  readonly lines: readonly string[];
  /** Lines, not rows, that are not visible; those that begin or end outside count. */
  readonly above: number;
  readonly below: number;
  readonly top: Place;
}

/**
 * Wraps an output as far as it is looked at and no further: it may have thousands of lines, and grows while it is
 * looked at. A place stays where it is when lines come after it.
 */
export class OutputPane {
  readonly #source: LineSource;
  readonly #width: number;
  readonly #search: Search | undefined;

  constructor(source: LineSource, width: number, search?: Search) {
    this.#source = source;
    this.#width = width;
    this.#search = search;
  }

  /** The same with the matches of a search marked. */
  searching(search: Search): OutputPane {
    return new OutputPane(this.#source, this.#width, search);
  }

  /** All of it, unwrapped. */
  get source(): LineSource {
    return this.#source;
  }

  /** How many rows there are, counted up to `most`. */
  rows(most: number): number {
    const { first, total } = this.#source;
    let rows = 0;
    for (let line = total - 1; line >= first && rows < most; line--) rows += this.#wrapped(line).length;
    return Math.min(rows, most);
  }

  /** What a window of `height` rows shows from `top` on; the end where that is undefined or too far down. */
  window(height: number, top: Place | undefined): OutputWindow {
    const end = this.#back({ line: this.#source.total, row: 0 }, height);
    const from = top && before(top, end) ? this.#within(top) : end;
    const lines: string[] = [];
    let line = from.line;
    let below = 0;
    for (let row = from.row; line < this.#source.total && lines.length < height; line++, row = 0) {
      const wrapped = this.#wrapped(line).slice(row);
      const room = height - lines.length;
      lines.push(...wrapped.slice(0, room));
      if (wrapped.length > room) below = 1;
    }
    return {
      lines,
      above: from.line - this.#source.first + (from.row > 0 ? 1 : 0),
      below: below + this.#source.total - line,
      top: from,
    };
  }

  /** The place `rows` further down (up, where negative); undefined at the end, which is followed. */
  moved(height: number, top: Place | undefined, rows: number): Place | undefined {
    const { top: at } = this.window(height, top);
    if (rows === Number.NEGATIVE_INFINITY) return { line: this.#source.first, row: 0 };
    const end = this.#back({ line: this.#source.total, row: 0 }, height);
    const place = rows < 0 ? this.#back(at, -rows) : this.#forth(at, rows);
    return before(place, end) ? place : undefined;
  }

  /** The top of a window in which the match in a line can be seen: where it is already, or with room above it. */
  showing(height: number, top: Place | undefined, line: number): Place | undefined {
    const row = this.#wrapped(line).findIndex((part) => part.includes(matchMark));
    const match = { line, row: Math.max(0, row) };
    const { top: from } = this.window(height, top);
    const bottom = this.#forth(from, height);
    if (!before(match, from) && before(match, bottom)) return top;
    return this.moved(height, this.#back(match, Math.floor(height / 3)), 0);
  }

  #wrapped(line: number): string[] {
    const text = this.#source.slice(line, line + 1)[0] ?? '';
    const shown = isColourless() ? stripAnsi(text) : text;
    const search = this.#search;
    return wrapExactly(search ? withMatches(shown, search.query, search.line === line) : shown, this.#width);
  }

  /** A place that still exists. */
  #within({ line, row }: Place): Place {
    if (line < this.#source.first) return { line: this.#source.first, row: 0 };
    return { line, row: Math.min(row, this.#wrapped(line).length - 1) };
  }

  #back({ line, row }: Place, rows: number): Place {
    let at = line;
    let left = rows - row;
    if (left <= 0) return { line, row: row - rows };
    while (at > this.#source.first) {
      at--;
      const height = this.#wrapped(at).length;
      if (height >= left) return { line: at, row: height - left };
      left -= height;
    }
    return { line: this.#source.first, row: 0 };
  }

  #forth({ line, row }: Place, rows: number): Place {
    let at = line;
    let left = row + rows;
    while (at < this.#source.total) {
      const height = this.#wrapped(at).length;
      if (left < height) return { line: at, row: left };
      left -= height;
      at++;
    }
    return { line: this.#source.total, row: 0 };
  }
}

function before(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.row < b.row);
}
