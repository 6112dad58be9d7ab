import type { Messages } from '../i18n/messages.ts';
import type { Edit } from '../keys/editor.ts';
import { clip, wrapExactly } from '../text.ts';
import { theme } from '../theme.ts';
import type { Input } from './input/input.ts';

/** A command as lines behind a prompt, as a shell shows it. */
export function commandLines(command: string, width: number): string[] {
  return command
    .trimEnd()
    .split('\n')
    .flatMap((line, index) =>
      wrapExactly(line, width - 2).map((part, at) => prompt('$', index, at) + theme.code(part)),
    );
}

const graphemes = new Intl.Segmenter();
const inverse = (text: string) => `\u001B[7m${text}\u001B[27m`;

/** A command being typed, below what it is for; and the line that the cursor is on. */
export function inputLines(input: Input, say: Messages, width: number): { lines: string[]; at: number } {
  const title = input.of === 'aside' ? say.output.asideTitle : say.editing;
  const shown = input.find === undefined ? title : say.output.finding(input.find);
  const { lines, at } = editLines(input, input.of === 'aside' ? ':' : '$', width);
  return { lines: [theme.faint(clip(shown, width)), ...lines], at: at + 1 };
}

/** A text being edited, with the place of the cursor inverted; and the line that it is on. */
export function editLines(
  { text, cursor }: Edit,
  sign: string,
  width: number,
): { lines: string[]; at: number } {
  let at = 0;
  const lines: string[] = [];
  let start = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const here = cursor >= start && cursor <= start + line.length;
    const marked = here ? markCursor(line, cursor - start) : line;
    for (const [place, part] of wrapExactly(marked, width - 2).entries()) {
      if (part.includes('\u001B[7m')) at = lines.length;
      lines.push(prompt(sign, index, place) + part);
    }
    start += line.length + 1;
  }
  return { lines, at };
}

function markCursor(line: string, cursor: number): string {
  const under = graphemes.segment(line).containing(cursor)?.segment ?? '';
  // A tab is as wide as it is because of what stands before it.
  const shown = under === '' || under === '\t' ? inverse(' ') : inverse(under);
  return line.slice(0, cursor) + shown + (under === '\t' ? under : line.slice(cursor + under.length));
}

function prompt(sign: string, line: number, part: number): string {
  if (part > 0) return '  ';
  return theme.accent(line === 0 ? `${sign} ` : '> ');
}
