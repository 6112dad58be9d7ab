/**
 * A theme is a text file with command lines and what they say:
 *
 *     & a command that only prepares, and must succeed
 *     $ a command line of the table
 *     > which goes on here
 *       what it prints
 *     ! what it prints as an error
 *     ? 1
 *     @ 1.36
 *     - a line that kubectl 1.36 does not print
 *     + and one that it prints instead
 *
 * `# practice only: REASON` keeps a theme away from the real cluster. A last line without an end is followed by `\`.
 */
export interface Theme {
  readonly name: string;
  /** Comments, in front of the first command. */
  readonly head: readonly string[];
  /** Why it does not run on the real cluster. */
  readonly practiceOnly: string | undefined;
  readonly lines: readonly Line[];
}

export interface Line {
  /** A comment above it. */
  readonly comment: readonly string[];
  readonly script: string;
  /** Only prepares: what it says is not looked at. */
  readonly quiet: boolean;
  /** What it says, as in the file; undefined until it has been recorded. */
  readonly said: readonly string[];
  /** By variant, the difference of what it says there to `said`. */
  readonly otherwise: Readonly<Record<string, readonly string[]>>;
}

const PRACTICE_ONLY = '# practice only: ';

/** @throws Error with the number of a line that is none of these */
export function parseTheme(name: string, text: string): Theme {
  const head: string[] = [];
  const lines: Draft[] = [];
  let comment: string[] = [];
  let variant: string[] | undefined;
  text.split('\n').forEach((row, index) => {
    const last = lines.at(-1);
    const rest = row.slice(2);
    const mark = row.slice(0, 1);
    if (row === '') variant = undefined;
    else if (mark === '#') (lines.length === 0 && comment.length === 0 ? head : comment).push(row);
    else if (mark === '$' || mark === '&') {
      lines.push({ comment, script: rest, quiet: mark === '&', said: [], otherwise: {} });
      comment = [];
    } else if (!last) throw new Error(`${name}.txt:${index + 1}: no command stands above this: ${row}`);
    else if (mark === '>') last.script += `\n${rest}`;
    else if (mark === '@') {
      variant = [];
      last.otherwise[rest] = variant;
    } else if ((mark === '-' || mark === '+') && variant) variant.push(row);
    else if (' !?\\'.includes(mark)) last.said.push(row);
    else throw new Error(`${name}.txt:${index + 1}: it begins with none of the known marks: ${row}`);
  });
  const practiceOnly = head.find((row) => row.startsWith(PRACTICE_ONLY))?.slice(PRACTICE_ONLY.length);
  return { name, head, practiceOnly, lines };
}

interface Draft extends Line {
  script: string;
  said: string[];
  otherwise: Record<string, string[]>;
}

export function formatTheme({ head, lines }: Theme): string {
  const blocks = lines.map(({ comment, script, quiet, said, otherwise }) => {
    const command = `${quiet ? '&' : '$'} ${script.replaceAll('\n', '\n> ')}`;
    const variants = Object.entries(otherwise).flatMap(([variant, rows]) => [`@ ${variant}`, ...rows]);
    return [...comment, command, ...said, ...variants].join('\n');
  });
  return `${[...(head.length > 0 ? [head.join('\n')] : []), ...blocks].join('\n\n')}\n`;
}
