import type { Line } from '../prose/lines.ts';

/** A part of a slide within the same content classes: `.exercise[ … ]`. */
export interface Chunk {
  readonly classes: readonly string[];
  readonly text: string;
  readonly line: number;
}

interface Frame {
  readonly classes: readonly string[];
  readonly line: number;
}

export interface Chunks {
  readonly chunks: readonly Chunk[];
  /** Content classes that are never closed. */
  readonly unclosed: readonly Frame[];
  /** Classes of a few words within a line; the words stay. */
  readonly inline: readonly Frame[];
}

/** Deeper than any slide; what is deeper stays as it is written. */
const deepest = 20;
const opening = /^\s*\.([a-zA-Z][\w-]*(?:\.[a-zA-Z][\w-]*)*)\[/;

export function chunksOf(lines: readonly Line[]): Chunks {
  const chunks: Chunk[] = [];
  const frames: Frame[] = [];
  const inline: Frame[] = [];
  let current: Line[] = [];
  const flush = () => {
    const [first] = current;
    const classes = frames.flatMap((frame) => frame.classes);
    if (first && current.some(({ text }) => text.trim() !== ''))
      chunks.push({ classes, text: current.map(({ text }) => text).join('\n'), line: first.number });
    current = [];
  };
  for (const line of lines) {
    if (line.isOpaque) {
      current.push(line);
      continue;
    }
    let { text } = line;
    const opened = opening.exec(text);
    const end = opened ? closingAt(text, opened[0].length) : undefined;
    if (opened && frames.length < deepest && (end === undefined || text.slice(end + 1).trim() === '')) {
      flush();
      frames.push({ classes: opened[1]?.split('.') ?? [], line: line.number });
      text = text.slice(opened[0].length);
    }
    const closes =
      frames.length > 0 && /\]\s*$/.test(text) && (balanceOf(text) < 0 || /^\s*\]\s*$/.test(text));
    if (closes) text = text.replace(/\]\s*$/, '');
    current.push({ ...line, text: unwrapped(text, line.number, inline) });
    if (!closes) continue;
    flush();
    frames.pop();
  }
  flush();
  return { chunks, unclosed: frames, inline };
}

/** How many more brackets a line opens than it closes, its code left aside. */
function balanceOf(text: string): number {
  const plain = text.replaceAll(/`[^`]*`/g, '');
  return plain.split('[').length - plain.split(']').length;
}

/** Where the bracket that was opened before `from` is closed, if it is on this line. */
function closingAt(text: string, from: number): number | undefined {
  let depth = 1;
  for (const { 0: found, index } of text.slice(from).matchAll(/`[^`]*`|[[\]]/g)) {
    if (found === '[') depth += 1;
    else if (found === ']') depth -= 1;
    if (depth === 0) return from + index;
  }
  return undefined;
}

/** A line without the classes of a few of its words. */
function unwrapped(text: string, line: number, inline: Frame[]): string {
  return text.replaceAll(
    /(`[^`]*`)|(?<=^|[\s(>])\.([a-zA-Z][\w-]*(?:\.[a-zA-Z][\w-]*)*)\[([^[\]]*)\]/g,
    (whole, code: string | undefined, classes: string, words: string) => {
      if (code !== undefined) return whole;
      inline.push({ classes: classes.split('.'), line });
      return words;
    },
  );
}
