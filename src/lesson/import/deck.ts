import { linesOf } from '../prose/lines.ts';
import { BlockReader } from './block-reader.ts';
import { type Chunk, chunksOf } from './chunks.ts';
import { frontMatterOf } from './front-matter.ts';
import { blocksOf } from './markdown.ts';
import type { Piece, Reading } from './pieces.ts';
import { type Remark, remark } from './remark.ts';
import { type Slide, slidesOf } from './slides.ts';

const exercises = new Set(['exercise', 'lab']);
const admonitions: Readonly<Record<string, string>> = {
  warning: 'WARNING',
  debug: 'NOTE',
  tip: 'NOTE',
  note: 'NOTE',
};

/** Whether a document is slides for remark rather than an article. */
export function isDeck(text: string): boolean {
  const lines = linesOf(text).filter(({ isOpaque }) => !isOpaque);
  if (lines.some(({ text: line }) => /^\s*\.(?:exercise|lab)\[/.test(line))) return true;
  const separators = lines.filter(({ text: line }) => /^---\s*$/.test(line)).length;
  const isRemark = lines.some(({ text: line }) =>
    /^(?:--|\?\?\?|class:.*|layout:.*|template:.*)\s*$/.test(line),
  );
  return separators > (frontMatterOf(text) ? 2 : 1) && isRemark;
}

export function readDeck(file: string, text: string): Reading {
  const front = frontMatterOf(text);
  const slides = slidesOf(front?.body ?? text);
  // Where a deck marks its exercises, other commands are only shown; where it has none, they are what there is to do.
  const marksExercises = /^\s*\.(?:exercise|lab)\[/m.test(text);
  const pieces: Piece[] = [];
  const remarks: Remark[] = [];
  for (const slide of slides) {
    const read = readSlide(file, slide, !marksExercises);
    pieces.push({ file, line: slide.line, type: 'break' }, ...read.pieces);
    remarks.push(...read.remarks);
  }
  const pauses = slides.flatMap((slide) => slide.pauses);
  const [first] = pauses;
  if (first !== undefined) {
    const message = `${pauses.length === 1 ? 'a pause' : `${pauses.length} pauses`} (--): a page is shown at once`;
    remarks.push(remark({ file, line: first }, 'left-out', message));
  }
  const { title } = front?.values ?? {};
  return { title: typeof title === 'string' ? title : titleOf(slides), pieces, remarks };
}

/** What the title slide says; undefined where there is none. */
function titleOf(slides: readonly Slide[]): string | undefined {
  const slide = slides.find(({ properties }) =>
    properties.some(({ name, value }) => name === 'class' && value.split(/[\s,]+/).includes('title')),
  );
  const text = slide?.body.map((line) => line.text).join('\n') ?? '';
  const [first] =
    blocksOf(text, 1)?.filter(({ token }) => token.type === 'heading' || token.type === 'paragraph') ?? [];
  return first && 'text' in first.token ? first.token.text.split('\n')[0] : undefined;
}

function readSlide(file: string, slide: Slide, runs: boolean): { pieces: Piece[]; remarks: Remark[] } {
  const reader = new BlockReader(file);
  const { chunks, unclosed, inline } = chunksOf(slide.body);
  for (const chunk of chunks) readChunk(reader, chunk, runs);
  if (slide.notes.some(({ text }) => text.trim() !== ''))
    reader.notes(slide.notes.map(({ text }) => text).join('\n'), slide.notes[0]?.number ?? slide.line);
  const remarks = [
    ...slide.properties.flatMap(({ name, value, line }) =>
      name === 'class' && value === 'title'
        ? []
        : [remark({ file, line }, 'left-out', `\`${name}: ${value}\` of a slide`)],
    ),
    ...reader.remarks,
    ...unclosed.map(({ classes, line }) =>
      remark(
        { file, line },
        'to-do',
        `\`.${classes.join('.')}[\` is never closed: it was taken to the end of its slide`,
      ),
    ),
    ...inline.map(({ classes, line }) =>
      remark({ file, line }, 'left-out', `the class of \`.${classes.join('.')}[…]\`; its words stay`),
    ),
    ...chunks.flatMap(({ classes, line }) => unknownClasses(file, classes, line)),
  ];
  return { pieces: reader.pieces, remarks };
}

function readChunk(reader: BlockReader, { classes, text, line }: Chunk, runs: boolean): void {
  const isExercise = classes.some((name) => exercises.has(name));
  const tone = classes.flatMap((name) => (Object.hasOwn(admonitions, name) ? admonitions[name] : [])).at(-1);
  if (isExercise) reader.readExercise(text, line);
  else if (tone !== undefined) reader.readQuoted(text, line, tone);
  else reader.read(text, line, runs);
}

function unknownClasses(file: string, classes: readonly string[], line: number): Remark[] {
  return classes
    .filter((name) => !exercises.has(name) && !Object.hasOwn(admonitions, name))
    .map((name) => remark({ file, line }, 'left-out', `the class of \`.${name}[…]\`; what is in it stays`));
}
