import { Complaint } from '../applet.ts';

export interface Token {
  kind: 'number' | 'string' | 'pattern' | 'name' | 'keyword' | 'operator' | 'newline' | 'end';
  text: string;
  line: number;
  /** A parenthesis follows at once: a name is then a function's. */
  isCall: boolean;
}

const keywords = new Set([
  ...['BEGIN', 'END', 'function', 'func', 'if', 'else', 'while', 'for', 'do', 'in', 'break', 'continue'],
  ...['next', 'nextfile', 'exit', 'return', 'delete', 'print', 'printf', 'getline'],
]);

const tokens =
  /[ \t\r]+|\\\n|#[^\n]*|(?<newline>\n)|(?<number>0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(?<name>[A-Za-z_]\w*)|"(?<string>(?:[^"\\\n]|\\[\s\S])*)"|(?<operator>\*\*=|\*\*|[-+*/%^=!<>]=|&&|\|\||\+\+|--|!~|>>|[-+*/%^!<>=~?:,;(){}[\]$|])/y;
const pattern = /\/((?:[^\\/\n[]|\\.|\[\^?\]?[^\]\n]*\])*)\//y;

/** After these a slash divides; anywhere else it begins a pattern. */
const endsOperand = (token: Token | undefined) =>
  token !== undefined &&
  (['number', 'string', 'pattern', 'name'].includes(token.kind) ||
    [')', ']', '$', '++', '--'].includes(token.text));

/** @throws Complaint */
export function tokenize(text: string): Token[] {
  const found: Token[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const add = (kind: Token['kind'], value: string, end: number) =>
      found.push({ kind, text: value, line, isCall: text[end] === '(' });
    pattern.lastIndex = at;
    const slash = text[at] === '/' && !endsOperand(found.at(-1)) ? pattern.exec(text) : undefined;
    if (slash) {
      add('pattern', slash[1] ?? '', pattern.lastIndex);
      at = pattern.lastIndex;
      continue;
    }
    tokens.lastIndex = at;
    const match = tokens.exec(text);
    if (!match) throw syntaxError(line, text[at] === '"' ? 'Unexpected end of string' : 'Unexpected token');
    const { newline, number, name, string, operator } = match.groups ?? {};
    if (newline !== undefined) add('newline', '\n', tokens.lastIndex);
    else if (number !== undefined) add('number', number, tokens.lastIndex);
    else if (name !== undefined) add(keywords.has(name) ? 'keyword' : 'name', name, tokens.lastIndex);
    else if (string !== undefined) add('string', expandEscapes(string), tokens.lastIndex);
    else if (operator !== undefined) add('operator', operator.replace('**', '^'), tokens.lastIndex);
    line += match[0].split('\n').length - 1;
    at = tokens.lastIndex;
  }
  found.push({ kind: 'end', text: '', line, isCall: false });
  return found;
}

export function syntaxError(line: number, what: string): Complaint {
  return new Complaint(`cmd. line:${line}: ${what}`);
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};

/** What backslashes stand for; those before other characters stay, for patterns that are written as strings. */
export function expandEscapes(text: string): string {
  return text.replace(
    /\\(?:([0-7]{1,3})|x([\da-fA-F]{1,2})|([\s\S]))/g,
    (all, octal?: string, hex?: string, one = '') => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if ('"\\/'.includes(one)) return one;
      return escapes[one] ?? all;
    },
  );
}
