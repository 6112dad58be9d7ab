import { fenced } from './markdown.ts';
import type { Piece } from './pieces.ts';
import { type Outcome, type Remark, remark, shown } from './remark.ts';

/** Words that a source leaves to its reader: `<name>`, `podName`, `POD_NAME`. */
const placeholder =
  /<[a-zA-Z][\w-]*(?: [\w-]+)*>|\b(?:element|pod|node|service|deployment|resource|file|container)(?:Type|Name)\b|(?<![${\w])(?:YOUR_\w+|(?:POD|NODE|SERVICE|DEPLOYMENT|CONTAINER)_NAME)\b/;

/** Commands that nobody can run before something is filled in stay in the prose. */
export function withoutTemplates(pieces: readonly Piece[]): Outcome<Piece[]> {
  const remarks: Remark[] = [];
  const result = pieces.flatMap((piece): Piece[] => {
    const found = piece.type === 'command' ? placeholder.exec(piece.script)?.[0] : undefined;
    if (piece.type !== 'command' || found === undefined) return [piece];
    const message = `no step runs this, as ${found} is left to the reader: ${shown(piece.script)}`;
    remarks.push(remark(piece, 'to-do', message, 'name what the lesson has, and make a step of it'));
    const { file, line, script, task } = piece;
    const markdown = fenced(script, 'bash');
    const said: Piece[] = task === undefined ? [] : [{ file, line, type: 'prose', markdown: task }];
    return [...said, { file, line, type: 'prose', markdown }];
  });
  return { result, remarks };
}
