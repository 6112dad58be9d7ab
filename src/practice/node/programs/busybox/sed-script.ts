import { UsageError } from './applet.ts';
import { toRegExp } from './regular-expression.ts';

export type Address = number | '$' | RegExp;

export interface SedCommand {
  from: Address | undefined;
  to: Address | undefined;
  negated: boolean;
  name: string;
  /** Of `s`. */
  pattern?: RegExp;
  replacement?: string;
  /** The first match that is replaced, and whether those after it are too. */
  which?: number;
  isGlobal?: boolean;
  prints?: boolean;
  /** Of `y`: each character and what it becomes. */
  table?: ReadonlyMap<string, string>;
  /** Of `a`, `i`, `c`; of `b`, `t` and `:` the label. */
  text?: string;
  /** Of `{`. */
  body?: SedCommand[];
}

/** @throws UsageError */
export function parseSed(script: string, isExtended: boolean): SedCommand[] {
  let rest = script;
  const take = (pattern: RegExp) => {
    const match = pattern.exec(rest);
    if (match) rest = rest.slice(match[0].length);
    return match;
  };
  const address = (): Address | undefined => {
    const match = take(/^(?:(\d+)|(\$)|\/((?:[^/\\]|\\.)*)\/(I?))/);
    if (!match) return undefined;
    const [, line, last, pattern = '', flag] = match;
    if (line !== undefined) return Number(line);
    if (last !== undefined) return '$';
    return new RegExp(toRegExp(pattern.replaceAll('\\/', '/'), isExtended), flag === 'I' ? 'i' : '');
  };
  const substitute = (command: SedCommand) => {
    const separator = rest[0] ?? '/';
    const parts = splitAt(rest.slice(1), separator);
    if (!parts) throw new UsageError(`unmatched '${separator}'`);
    const [pattern, replacement, tail] = parts;
    rest = tail;
    if (command.name === 'y') {
      const plain = (text: string) => [...text.replaceAll('\\n', '\n')];
      const to = plain(replacement);
      command.table = new Map(plain(pattern).map((one, index) => [one, to[index] ?? one]));
      return;
    }
    const flags = take(/^[gipI\d]*/)?.[0] ?? '';
    command.pattern = new RegExp(toRegExp(pattern, isExtended), /i/i.test(flags) ? 'gi' : 'g');
    command.replacement = replacement;
    command.isGlobal = flags.includes('g');
    command.which = Number(/\d+/.exec(flags)?.[0] ?? 1);
    command.prints = flags.includes('p');
  };
  const list = (isInside: boolean): SedCommand[] => {
    const commands: SedCommand[] = [];
    for (;;) {
      take(/^(?:[\s;]+|#[^\n]*)+/);
      if (rest === '' || rest.startsWith('}')) {
        if (isInside !== rest.startsWith('}'))
          throw new UsageError(isInside ? "unmatched '{'" : "unmatched '}'");
        rest = rest.slice(1);
        return commands;
      }
      const from = address();
      const to = from !== undefined && take(/^\s*,\s*/) ? address() : undefined;
      const negated = take(/^\s*!?\s*/)?.[0].includes('!') ?? false;
      const name = rest[0] ?? '';
      rest = rest.slice(1);
      const command: SedCommand = { from, to, negated, name };
      if (name === '{') command.body = list(true);
      else if (name === 's' || name === 'y') substitute(command);
      else if ('aic'.includes(name)) {
        const text = take(/^\s*\\?\n?((?:[^\n\\]|\\.)*)/s)?.[1] ?? '';
        command.text = text.replace(/\\(\n|.)/g, '$1');
      } else if ('bt:'.includes(name)) command.text = take(/^\s*([^\s;}]*)/)?.[1] ?? '';
      else if (!'pPdDqQ=nNhHgGxl'.includes(name)) throw new UsageError(`unsupported command ${name}`);
      commands.push(command);
    }
  };
  return list(false);
}

/** What stands between separators: two parts, and the rest. */
function splitAt(text: string, separator: string): [string, string, string] | undefined {
  const parts = [''];
  let inClass = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (parts.length === 1 && character === '[') inClass = true;
    else if (character === ']') inClass = false;
    if (character === '\\') {
      parts[parts.length - 1] += text[at + 1] === separator ? separator : character + (text[at + 1] ?? '');
      at += 1;
    } else if (character === separator && !inClass) {
      if (parts.length === 2) return [parts[0] ?? '', parts[1] ?? '', text.slice(at + 1)];
      parts.push('');
    } else parts[parts.length - 1] += character;
  }
  return undefined;
}
