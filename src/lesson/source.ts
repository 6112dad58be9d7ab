/** A text file that findings point into. */
export interface Source {
  readonly file: string;
  /** Decoded, without a byte order mark, its lines ended by \n alone. */
  readonly text: string;
  readonly lineStarts: readonly number[];
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

export function createSource(file: string, text: string): Source {
  const plain = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const lineStarts = [0];
  for (let at = plain.indexOf('\n'); at >= 0; at = plain.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { file, text: plain, lineStarts };
}

/** The line and column, both from 1, of an offset; one outside the text is taken as its nearest end. */
export function positionAt(source: Source, offset: number): Position {
  const at = Math.max(0, Math.min(offset, source.text.length));
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (source.lineStarts[low] ?? 0) + 1 };
}

/** The offset at which a line, counted from 1, starts; the text's end for a line after its last. */
export function offsetOfLine(source: Source, line: number): number {
  return source.lineStarts[line - 1] ?? source.text.length;
}

/** The text of a line, counted from 1, without its end. */
export function lineText(source: Source, line: number): string {
  const start = offsetOfLine(source, line);
  return source.text.slice(start, offsetOfLine(source, line + 1)).replace(/\n$/, '');
}
