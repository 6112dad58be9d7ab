export interface TabwriterOptions {
  minWidth: number;
  padding: number;
  /** Columns never get narrower than in an earlier `format` of the same writer: what a watch needs. */
  rememberWidths?: boolean;
}

type Line = readonly string[];

/**
 * Aligns tab-separated text as Go's text/tabwriter does, with spaces: a column is a run of consecutive lines that have
 * a tab-terminated cell there, and the text after a line's last tab belongs to no column.
 */
export class Tabwriter {
  readonly #options: TabwriterOptions;
  readonly #remembered: number[] = [];

  constructor(options: TabwriterOptions) {
    this.#options = options;
  }

  /** @param text whole lines, each ended by a newline */
  format(text: string): string {
    const body = text.endsWith('\n') ? text.slice(0, -1) : text;
    if (text === '') return '';
    const lines = body.split('\n').map((line) => line.split('\t'));
    const done: string[] = [];
    this.#block(lines, 0, lines.length, [], done);
    return `${done.join('\n')}\n`;
  }

  #block(lines: readonly Line[], from: number, to: number, widths: number[], done: string[]): void {
    const column = widths.length;
    const inColumn = (index: number) => column < (lines[index]?.length ?? 0) - 1;
    let start = from;
    for (let index = from; index < to; index++) {
      if (!inColumn(index)) continue;
      for (let line = start; line < index; line++) done.push(render(lines[line] ?? [], widths));
      start = index;
      let width = this.#options.minWidth;
      for (; index < to && inColumn(index); index++) {
        width = Math.max(width, cellWidth(lines[index]?.[column] ?? '') + this.#options.padding);
      }
      if (this.#options.rememberWidths) {
        width = Math.max(width, this.#remembered[column] ?? 0);
        this.#remembered[column] = width;
      }
      this.#block(lines, start, index, [...widths, width], done);
      start = index;
    }
    for (let line = start; line < to; line++) done.push(render(lines[line] ?? [], widths));
  }
}

function render(line: Line, widths: readonly number[]): string {
  return line
    .map((cell, index) => {
      const width = widths[index];
      return width === undefined ? cell : cell + ' '.repeat(Math.max(0, width - cellWidth(cell)));
    })
    .join('');
}

/** In code points, as Go counts. */
function cellWidth(cell: string): number {
  let count = 0;
  for (const _ of cell) count++;
  return count;
}
