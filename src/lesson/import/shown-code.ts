import { fenced } from './markdown.ts';
import { updatedVersions } from './modern/api-versions.ts';
import type { Piece } from './pieces.ts';
import { type Outcome, type Remark, remark, shown } from './remark.ts';

/** Where one line of a Dockerfile or of a manifest runs into the next. */
const joined =
  /[a-z\d.\]"](?:(?:ADD|CMD|COPY|RUN|EXPOSE|ENTRYPOINT) |(?:kind|metadata|spec):)|\S {2,}\S.*\S {2,}\S.*\S {2,}\S/;

/** What the prose shows: manifests with versions that are served today, and what cannot be mended or is not there. */
export function checkedCode(pieces: readonly Piece[]): Outcome<Piece[]> {
  const remarks: Remark[] = [];
  const result = pieces.map((piece): Piece => {
    if (piece.type === 'prose') remarks.push(...missingIn(piece.markdown, piece));
    if (piece.type !== 'output') return piece;
    if (!piece.text.trim().includes('\n') && piece.text.length > 60 && joined.test(piece.text)) {
      const message = `the line breaks of this code are lost: ${shown(piece.text)}`;
      remarks.push(remark(piece, 'to-do', message, 'write it anew, or take it from the original'));
    }
    const { text, done } = updatedVersions(piece.text);
    remarks.push(...done.map((what) => remark(piece, 'modernised', `in the prose: ${what}`)));
    return done.length === 0 ? piece : { ...piece, text, markdown: fenced(text, piece.language) };
  });
  return { result, remarks };
}

/** Links and images that lead into the source's own folder, or to its slides. */
function missingIn(markdown: string, piece: Piece): Remark[] {
  return [...markdown.matchAll(/(!?)\[[^\]\n]{0,300}\]\(([^)\s]+)/g)].flatMap(([, isImage, href = '']) => {
    if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(href)) return [];
    const what = isImage ? 'the image' : 'a link leads to';
    return [
      remark(piece, 'to-do', `${what} ${href}, which the lesson does not have`, 'bring it, or take it out'),
    ];
  });
}
