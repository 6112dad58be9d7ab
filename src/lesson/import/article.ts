import { BlockReader } from './block-reader.ts';
import { frontMatterOf } from './front-matter.ts';
import type { Piece, Reading } from './pieces.ts';
import { remark } from './remark.ts';

/** An article in Markdown: its headings begin sections, its code blocks of commands are what there is to do. */
export function readArticle(file: string, text: string): Reading {
  const front = frontMatterOf(text);
  const reader = new BlockReader(file);
  reader.read(front?.body ?? text, 1, true);
  const pieces = reader.pieces.flatMap((piece): Piece[] =>
    piece.type === 'heading' ? [{ file: piece.file, line: piece.line, type: 'break' }, piece] : [piece],
  );
  const { title, ...others } = front?.values ?? {};
  const names = Object.keys(others);
  const remarks =
    names.length > 0
      ? [remark({ file, line: 1 }, 'left-out', `what stands above the article: ${names.join(', ')}`)]
      : [];
  return {
    title: typeof title === 'string' ? title.replaceAll(/\s+/g, ' ') : undefined,
    pieces,
    remarks: [...remarks, ...reader.remarks],
  };
}
