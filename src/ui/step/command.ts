import type { Edit } from '../editor.ts';
import { wrapExactly } from '../text.ts';
import { theme } from '../theme.ts';

/** A command as lines behind a prompt; the rest of one that is too long is counted. */
export function commandLines(
  command: string,
  width: number,
  most: number,
  more: (lines: number) => string,
): string[] {
  const lines = command
    .trimEnd()
    .split('\n')
    .flatMap((line, index) =>
      wrapExactly(line, width - 2).map((part, at) => prompt(index, at) + theme.code(part)),
    );
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), theme.faint(`  … ${more(lines.length - most + 1)}`)];
}

/** A command being edited, with the place of the cursor inverted. */
export function editLines({ text, cursor }: Edit, width: number): string[] {
  const at = text.codePointAt(cursor);
  const under = at === undefined || text[cursor] === '\n' ? ' ' : String.fromCodePoint(at);
  const rest = text.slice(cursor + (under === ' ' && text[cursor] !== ' ' ? 0 : under.length));
  const marked = `${text.slice(0, cursor)}\u001B[7m${under}\u001B[27m${rest}`;
  return marked
    .split('\n')
    .flatMap((line, index) => wrapExactly(line, width - 2).map((part, place) => prompt(index, place) + part));
}

function prompt(line: number, part: number): string {
  if (part > 0) return '  ';
  return theme.accent(line === 0 ? '$ ' : '> ');
}
