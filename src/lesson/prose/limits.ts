import { type Line, linesOf } from './lines.ts';

/**
 * For each line, and each mark that may begin emphasis or a link, the parser looks through the rest of the paragraph for what
 * may end it. More than that many steps of it take seconds; no author's paragraph comes near.
 */
const most = 10_000_000;
const mark = /[*_~[]|^/g;

/** So many quotes and lists may begin within each other on a line; the parser reads the rest of it again for each. */
const deepest = 50;
const containers = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/;

/** What would keep the Markdown parser busy for longer than anybody waits. */
export interface Excess {
  /** From 1. */
  readonly line: number;
  readonly of: 'marks' | 'depth';
}

export function excessIn(text: string): Excess | undefined {
  let start: Line | undefined;
  let length = 0;
  let marks = 0;
  let isCode = false;
  for (const line of linesOf(text)) {
    if (line.isOpaque && !isCode) isCode = /^(?:`{3}|~{3})/.test(line.text);
    else if (!line.isOpaque) isCode = false;
    // Also in the code of a list: the parser may take a line that is indented too little for what ends it.
    const depth = containers.exec(line.text)?.[0].match(/[>*+-]|\d+/g)?.length ?? 0;
    if (depth > deepest && !isCode) return { line: line.number, of: 'depth' };
    if (line.isOpaque || line.text.trim() === '') {
      start = undefined;
      length = 0;
      marks = 0;
      continue;
    }
    start ??= line;
    length += line.text.length;
    marks += line.text.match(mark)?.length ?? 0;
    if (marks * length > most) return { line: start.number, of: 'marks' };
  }
  return undefined;
}
