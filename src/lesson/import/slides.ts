import { type Line, linesOf } from '../prose/lines.ts';

/** A slide of a remark deck. */
export interface Slide {
  readonly line: number;
  readonly properties: readonly { readonly name: string; readonly value: string; readonly line: number }[];
  readonly body: readonly Line[];
  /** What only the speaker sees. */
  readonly notes: readonly Line[];
  /** The lines at which it stops until a key is pressed. */
  readonly pauses: readonly number[];
}

const isSeparator = ({ text, isOpaque }: Line) => !isOpaque && /^---\s*$/.test(text);
const property = /^(name|class|count|layout|template|continued|exclude|background-[a-z]+):\s*(.*)$/;

export function slidesOf(text: string): Slide[] {
  const slides: Line[][] = [[]];
  for (const line of linesOf(text)) {
    if (isSeparator(line)) slides.push([]);
    else slides.at(-1)?.push(line);
  }
  return slides.map(slideOf);
}

function slideOf(lines: readonly Line[]): Slide {
  const start = lines.findIndex(({ text }) => text.trim() !== '');
  const properties: Slide['properties'][number][] = [];
  let at = Math.max(0, start);
  for (let line = lines[at]; line && !line.isOpaque; line = lines[++at]) {
    const [, name, value = ''] = property.exec(line.text) ?? [];
    if (name === undefined) break;
    properties.push({ name, value: value.trim(), line: line.number });
  }
  const body: Line[] = [];
  const notes: Line[] = [];
  const pauses: number[] = [];
  let isSaid = true;
  for (const line of lines.slice(at)) {
    const word = line.isOpaque ? '' : line.text.trimEnd();
    if (word === '--') pauses.push(line.number);
    // Notes end where the slide goes on.
    if (word === '--' || word === '???') isSaid = word === '--';
    const isMark = word === '--' || word === '???';
    // An empty line each, so that what stands around stays apart and the numbers stay right.
    body.push(isSaid && !isMark ? line : { ...line, text: '', isOpaque: false });
    if (!isSaid && !isMark) notes.push(line);
  }
  return {
    line: lines[Math.max(0, start)]?.number ?? 1,
    properties,
    body,
    notes,
    pauses,
  };
}
