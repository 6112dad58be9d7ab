import type { Piece } from './pieces.ts';
import { type Place, type Remark, remark, shown } from './remark.ts';

/** What the comments of a deck tell the program that runs it. */
export function directivesIn(comment: string, place: Place): { pieces: Piece[]; remarks: Remark[] } {
  const pieces: Piece[] = [];
  const remarks: Remark[] = [];
  const body = comment.replace(/^<!--/, '').replace(/-->\s*$/, '');
  const found = [...body.matchAll(/```+[ \t]*(\w+)\b([\s\S]*?)```+/g)];
  for (const [index, [, name = '', text = '']] of found.entries()) {
    const line =
      place.line +
      comment.slice(0, comment.indexOf(body) + (found[index]?.index ?? 0)).split('\n').length -
      1;
    const { piece, said } = directive(name, text.trim(), { file: place.file, line });
    if (piece) pieces.push(piece);
    if (said) remarks.push(said);
  }
  const rest = body.replaceAll(/```+[ \t]*\w+\b[\s\S]*?```+/g, '').trim();
  if (rest !== '') remarks.push(remark(place, 'left-out', `a comment: ${shown(rest)}`));
  return { pieces, remarks };
}

/** Whether a code block with that language is for the program that runs a deck. */
export function isDirective(language: string): boolean {
  return /^(?:wait|longwait|keys?|hide|open|tmux|copypaste|bench|check|meta)$/.test(language);
}

export function directive(name: string, text: string, place: Place): { piece?: Piece; said?: Remark } {
  if (name === 'wait' || name === 'longwait') return { piece: { ...place, type: 'wait', text } };
  if (/^keys?$/.test(name)) {
    if (/^\^C$/i.test(text)) return { piece: { ...place, type: 'interrupt' } };
    return {
      said: remark(
        place,
        'to-do',
        `the deck presses keys here: ${shown(text)}`,
        'make a command of it, or say it in the prose',
      ),
    };
  }
  if (name === 'hide' || name === 'bash') {
    const message = `the deck runs this unseen: ${shown(text)}`;
    return { said: remark(place, 'to-do', message, 'make a step of it, or a check, if the lesson needs it') };
  }
  return {
    said: remark(place, 'left-out', `\`${name}\` for the program that runs the deck: ${shown(text)}`),
  };
}
