/** A text being edited, and where in it the cursor is (in UTF-16 units). */
export interface Edit {
  readonly text: string;
  readonly cursor: number;
}

export function editOf(text: string): Edit {
  return { text, cursor: text.length };
}

/** What a key does to a text; undefined where it means nothing to an editor. */
export type EditKey =
  | { type: 'insert'; text: string }
  | { type: 'left' | 'right' | 'up' | 'down' | 'home' | 'end' | 'backspace' | 'delete' }
  | { type: 'kill-to-end' | 'kill-to-start' | 'kill-word' };

/** The text after a key. The cursor never stands inside what people see as one character. */
export function edit(state: Edit, key: EditKey): Edit {
  const { text, cursor } = apply(state, key);
  return { text, cursor: snap(text, cursor) };
}

function apply(state: Edit, key: EditKey): Edit {
  const { text, cursor } = state;
  switch (key.type) {
    case 'insert':
      return {
        text: text.slice(0, cursor) + key.text + text.slice(cursor),
        cursor: cursor + key.text.length,
      };
    case 'left':
      return { text, cursor: before(text, cursor) };
    case 'right':
      return { text, cursor: after(text, cursor) };
    case 'up':
      return { text, cursor: vertical(state, -1) };
    case 'down':
      return { text, cursor: vertical(state, 1) };
    case 'home':
      return { text, cursor: lineStart(text, cursor) };
    case 'end':
      return { text, cursor: lineEnd(text, cursor) };
    case 'backspace':
      return remove(state, before(text, cursor), cursor);
    case 'delete':
      return remove(state, cursor, after(text, cursor));
    case 'kill-to-end':
      // At the end of a line, the line end itself, so that pressing it again goes on.
      return remove(state, cursor, Math.max(lineEnd(text, cursor), after(text, cursor)));
    case 'kill-to-start':
      return remove(state, Math.min(lineStart(text, cursor), before(text, cursor)), cursor);
    case 'kill-word':
      return remove(state, snap(text, text.slice(0, cursor).search(/\S*\s*$/)), cursor);
  }
}

function remove({ text }: Edit, from: number, to: number): Edit {
  return { text: text.slice(0, from) + text.slice(to), cursor: from };
}

const graphemes = new Intl.Segmenter();

/** The start of the character that a place is in: an accent or an emoji is never cut in two. */
function snap(text: string, at: number): number {
  if (at >= text.length) return text.length;
  return graphemes.segment(text).containing(at)?.index ?? at;
}

function before(text: string, cursor: number): number {
  return cursor === 0 ? 0 : snap(text, cursor - 1);
}

function after(text: string, cursor: number): number {
  const next = graphemes.segment(text).containing(cursor);
  return next ? next.index + next.segment.length : text.length;
}

function lineStart(text: string, cursor: number): number {
  return text.lastIndexOf('\n', cursor - 1) + 1;
}

function lineEnd(text: string, cursor: number): number {
  const end = text.indexOf('\n', cursor);
  return end === -1 ? text.length : end;
}

function vertical({ text, cursor }: Edit, direction: 1 | -1): number {
  const start = lineStart(text, cursor);
  const end = lineEnd(text, cursor);
  if (direction === -1 && start === 0) return 0;
  if (direction === 1 && end === text.length) return end;
  const other = direction === -1 ? lineStart(text, start - 1) : end + 1;
  return Math.min(other + (cursor - start), lineEnd(text, other));
}
