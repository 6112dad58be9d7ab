import { expandEscapes } from './printf.ts';
import { Scanner } from './scanner.ts';
import { type Part, type Script, ShellSyntaxError, type Word } from './syntax.ts';

type ParseScript = (scanner: Scanner, closing: string) => Script;

const endsWord = /[\s;&|<>()]/;

/** Reads one word, with all its quotes and expansions. Empty when there is none. */
export function readWord(scanner: Scanner, parseScript: ParseScript, ends: RegExp = endsWord): Word {
  const parts: Part[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') parts.push({ kind: 'text', text, quoted: false });
    text = '';
  };
  while (!scanner.isAtEnd && !ends.test(scanner.peek())) {
    const character = scanner.peek();
    if (character === '\\') {
      flush();
      const next = scanner.peek(1);
      if (next !== '\n') parts.push({ kind: 'text', text: next, quoted: true });
      scanner.position += 2;
    } else if (character === "'") {
      flush();
      const end = scanner.text.indexOf("'", scanner.position + 1);
      if (end < 0) throw new ShellSyntaxError('syntax error: unterminated quoted string', true);
      parts.push({ kind: 'text', text: scanner.text.slice(scanner.position + 1, end), quoted: true });
      scanner.position = end + 1;
    } else if (character === '"') {
      flush();
      scanner.position += 1;
      parts.push(...readQuoted(scanner, parseScript, '"'));
      if (scanner.peek() !== '"')
        throw new ShellSyntaxError('syntax error: unterminated quoted string', true);
      scanner.position += 1;
    } else if (character === '$' && scanner.peek(1) === "'") {
      flush();
      parts.push({ kind: 'text', text: expandEscapes(readEscaped(scanner)), quoted: true });
    } else if (character === '$' || character === '`') {
      const expansion = readExpansion(scanner, parseScript, false);
      if (expansion) {
        flush();
        parts.push(expansion);
      } else {
        text += character;
        scanner.position += 1;
      }
    } else {
      text += character;
      scanner.position += 1;
    }
  }
  flush();
  return parts;
}

/** What stands between `$'` and `'`, as it is written. */
function readEscaped(scanner: Scanner): string {
  const match = /^\$'((?:[^'\\]|\\.)*)'/s.exec(scanner.text.slice(scanner.position));
  if (!match) throw new ShellSyntaxError('syntax error: unterminated quoted string', true);
  scanner.position += match[0].length;
  return match[1] ?? '';
}

/** What stands between double quotes, up to `end` or the end of the text; always at least one part. */
export function readQuoted(scanner: Scanner, parseScript: ParseScript, end: string | undefined): Part[] {
  const parts: Part[] = [];
  let text = '';
  const flush = () => {
    if (text !== '' || parts.length === 0) parts.push({ kind: 'text', text, quoted: true });
    text = '';
  };
  while (!scanner.isAtEnd && scanner.peek() !== end) {
    const character = scanner.peek();
    if (character === '\\') {
      const next = scanner.peek(1);
      if (next === '\n') text += '';
      else
        text += '$`"\\'.includes(next) && next !== '' && (next !== '"' || end === '"') ? next : `\\${next}`;
      scanner.position += 2;
      continue;
    }
    const expansion =
      character === '$' || character === '`' ? readExpansion(scanner, parseScript, true) : undefined;
    if (expansion) {
      if (text !== '') flush();
      parts.push(expansion);
    } else {
      text += character;
      scanner.position += 1;
    }
  }
  if (text !== '' || parts.length === 0) flush();
  return parts;
}

function readExpansion(scanner: Scanner, parseScript: ParseScript, quoted: boolean): Part | undefined {
  if (scanner.peek() === '`') return readBackquoted(scanner, parseScript, quoted);
  if (scanner.startsWith('$((')) {
    const end = closingOfArithmetic(scanner);
    if (end !== undefined) {
      const inner = new Scanner(scanner.text.slice(scanner.position + 3, end));
      scanner.position = end + 2;
      return { kind: 'arithmetic', expression: readQuoted(inner, parseScript, undefined), quoted };
    }
  }
  if (scanner.startsWith('$(')) {
    scanner.position += 2;
    const script = parseScript(scanner, ')');
    return { kind: 'command', script, quoted };
  }
  if (scanner.startsWith('${')) return readBraced(scanner, parseScript, quoted);
  const name = /^(?:[A-Za-z_]\w*|[0-9@*#?$!-])/.exec(
    scanner.text.slice(scanner.position + 1, scanner.position + 256),
  )?.[0];
  if (name === undefined) return undefined;
  scanner.position += 1 + name.length;
  return { kind: 'parameter', name, operator: '', argument: undefined, quoted };
}

function readBraced(scanner: Scanner, parseScript: ParseScript, quoted: boolean): Part {
  scanner.position += 2;
  const head = /^(#(?=[A-Za-z_@*0-9])|)([A-Za-z_]\w*|\d+|[@*#?$!-])/.exec(
    scanner.text.slice(scanner.position),
  );
  if (!head) throw new ShellSyntaxError('syntax error: bad substitution', scanner.isAtEnd);
  const [all, length = '', name = ''] = head;
  scanner.position += all.length;
  const rest = scanner.text.slice(scanner.position);
  const operator = length || (/^(:?[-=?+]|##?|%%?|\/\/?|:)/.exec(rest)?.[0] ?? '');
  let argument: Word | undefined;
  let replacement: Word | undefined;
  if (!length && operator !== '') {
    scanner.position += operator.length;
    const replaces = operator.startsWith('/');
    const end = replaces ? /[/}]/ : /\}/;
    argument =
      quoted && !replaces ? readQuoted(scanner, parseScript, '}') : readWord(scanner, parseScript, end);
    if (replaces && scanner.peek() === '/') {
      scanner.position += 1;
      replacement = readWord(scanner, parseScript, /\}/);
    }
  }
  if (scanner.peek() !== '}') throw new ShellSyntaxError('syntax error: bad substitution', scanner.isAtEnd);
  scanner.position += 1;
  const kept = length ? 'length' : operator === ':' ? 'substring' : operator;
  return {
    kind: 'parameter',
    name,
    operator: kept,
    argument,
    quoted,
    ...(replacement ? { replacement } : {}),
  };
}

function readBackquoted(scanner: Scanner, parseScript: ParseScript, quoted: boolean): Part {
  let inner = '';
  scanner.position += 1;
  while (scanner.peek() !== '`') {
    if (scanner.isAtEnd) throw new ShellSyntaxError('syntax error: EOF in backquote substitution', true);
    if (scanner.peek() === '\\' && '`\\$'.includes(scanner.peek(1))) scanner.position += 1;
    inner += scanner.peek();
    scanner.position += 1;
  }
  scanner.position += 1;
  return { kind: 'command', script: parseScript(new Scanner(inner), ''), quoted };
}

function closingOfArithmetic({ text, position }: Scanner): number | undefined {
  let depth = 0;
  for (let at = position + 3; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && depth > 0) depth -= 1;
    else if (text[at] === ')') return text[at + 1] === ')' ? at : undefined;
  }
  throw new ShellSyntaxError('syntax error: missing "))"', true);
}
