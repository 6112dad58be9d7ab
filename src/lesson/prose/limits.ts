import { type Line, linesOf } from './lines.ts';

/**
 * For each mark that may begin emphasis, a link or a heading, the parser looks through the rest of the paragraph for the one
 * that ends it. More than that many steps of it take seconds; no author's paragraph comes near.
 */
const most = 40_000_000;
const mark = /[*_~[]|^[-=]+\s*$/g;

/** The line, from 1, of a paragraph that would keep the Markdown parser busy for longer than anybody waits. */
export function excessiveParagraph(text: string): number | undefined {
  let start: Line | undefined;
  let length = 0;
  let marks = 0;
  for (const line of linesOf(text)) {
    if (line.isOpaque || line.text.trim() === '') {
      start = undefined;
      length = 0;
      marks = 0;
      continue;
    }
    start ??= line;
    length += line.text.length;
    marks += line.text.match(mark)?.length ?? 0;
    if (marks * length > most) return start.number;
  }
  return undefined;
}
