/** A piece of a template in kubectl's dialect of JSONPath. */
export type Node =
  | { type: 'text'; text: string }
  | { type: 'list'; nodes: Node[] }
  | { type: 'field'; name: string }
  | { type: 'wildcard' }
  | { type: 'recursive' }
  | { type: 'slice'; from: Bound; to: Bound; step: Bound }
  | { type: 'union'; nodes: Node[] }
  | { type: 'filter'; left: Node; operator: string; right: Node }
  | { type: 'literal'; value: string | number | boolean }
  | { type: 'identifier'; name: string }
  | { type: 'range' }
  | { type: 'end' };

/** One number of `[from:to:step]`; `derived` where a single index stands for a slice of one. */
export interface Bound {
  value: number | undefined;
  derived?: boolean;
}

export class JsonPathError extends Error {}

/** Reads a template: text with actions in braces. @throws JsonPathError */
export function parseTemplate(template: string): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{', at);
    if (open < 0) {
      nodes.push({ type: 'text', text: template.slice(at) });
      break;
    }
    if (open > at) nodes.push({ type: 'text', text: template.slice(at, open) });
    const action = new Action(template, open + 1);
    nodes.push({ type: 'list', nodes: action.parse() });
    at = action.at;
  }
  return nodes;
}

function parseAction(text: string): Node {
  return { type: 'list', nodes: new Action(`${text}}`, 0).parse() };
}

/** The inside of one pair of braces. */
class Action {
  readonly #input: string;
  /** After `parse`: behind the closing brace. */
  at: number;

  constructor(input: string, at: number) {
    this.#input = input;
    this.at = at;
  }

  parse(): Node[] {
    const nodes: Node[] = [];
    for (;;) {
      const rest = this.#input.slice(this.at);
      const char = rest[0];
      if (char === undefined || char === '\n' || char === '\r') throw new JsonPathError('unclosed action');
      if (char === '}') {
        this.at++;
        return nodes;
      }
      if (char === ' ' || char === '@' || char === '$') this.at++;
      else if (rest.startsWith('[?(')) nodes.push(this.#filter());
      else if (char === '[') nodes.push(...this.#array());
      else if (char === '"' || char === "'") nodes.push(this.#quote(char));
      else if (rest.startsWith('..')) nodes.push(...this.#recursive());
      else if (char === '.') nodes.push(...this.#field());
      else if (/[-+\d]/.test(char)) nodes.push(this.#number());
      else if (/[\p{L}_]/u.test(char)) nodes.push(this.#word());
      else throw new JsonPathError(`unrecognized character in action: ${codePoint(char)}`);
    }
  }

  #recursive(): Node[] {
    this.at += 2;
    const next = this.#input[this.at];
    // `..name` is `..` and then the field
    return next !== undefined && /[\p{L}\p{N}_]/u.test(next)
      ? [{ type: 'recursive' }, ...this.#fieldName()]
      : [{ type: 'recursive' }];
  }

  #field(): Node[] {
    this.at++;
    return this.#fieldName();
  }

  #fieldName(): Node[] {
    const start = this.at;
    for (; this.at < this.#input.length; this.at++) {
      const char = this.#input[this.at] ?? '';
      if (char === '\\') this.at++;
      else if (' .[]}\n\r'.includes(char)) break;
    }
    const name = this.#input.slice(start, this.at).replaceAll('\\', '');
    if (name === '') return [];
    return name === '*' ? [{ type: 'wildcard' }] : [{ type: 'field', name }];
  }

  #number(): Node {
    const match = /^[-+]?[\d.]*(?:[eE][-+]?\d+)?/.exec(this.#input.slice(this.at));
    const text = match?.[0] ?? '';
    this.at += text.length;
    const value = Number(text);
    if (text === '' || Number.isNaN(value)) throw new JsonPathError(`cannot parse number ${text}`);
    return { type: 'literal', value };
  }

  #word(): Node {
    const word = /^[\p{L}\p{N}_]+/u.exec(this.#input.slice(this.at))?.[0] ?? '';
    this.at += word.length;
    if (word === 'range' || word === 'end') return { type: word };
    if (word === 'true' || word === 'false') return { type: 'literal', value: word === 'true' };
    return { type: 'identifier', name: word };
  }

  #quote(quote: string): Node {
    const start = ++this.at;
    for (; ; this.at++) {
      const char = this.#input[this.at];
      if (char === undefined || char === '\n') throw new JsonPathError('unterminated quoted string');
      if (char === '\\') this.at++;
      else if (char === quote) break;
    }
    const value = unescaped(this.#input.slice(start, this.at));
    this.at++;
    return { type: 'literal', value };
  }

  #array(): Node[] {
    const close = this.#input.indexOf(']', this.at);
    if (close < 0) throw new JsonPathError('unterminated array');
    const inside = this.#input.slice(this.at + 1, close);
    this.at = close + 1;
    const parts = inside.split(',');
    if (parts.length > 1) {
      return [{ type: 'union', nodes: parts.map((part) => parseAction(`[${part.trim()}]`)) }];
    }
    const key = /^'([^']*)'$/.exec(inside);
    if (key) return new Action(`.${key[1]}}`, 0).parse();
    return [slice(inside === '*' ? ':' : inside)];
  }

  #filter(): Node {
    const start = this.at + 3;
    let quote: string | undefined;
    let at = start;
    for (; ; at++) {
      const char = this.#input[at];
      if (char === undefined || char === '\n') throw new JsonPathError('unterminated filter');
      if (quote !== undefined) {
        if (char === quote && this.#input[at - 1] !== '\\') quote = undefined;
      } else if (char === '"' || char === "'") quote = char;
      else if (char === ')') break;
    }
    if (this.#input[at + 1] !== ']') throw new JsonPathError('unclosed array expect ]');
    const inside = this.#input.slice(start, at);
    this.at = at + 2;
    const comparison = /^([^!<>=]+)([!<>=]+)(.+?)$/s.exec(inside);
    const [, left = '', operator = '', right = ''] = comparison ?? [];
    if (!comparison)
      return {
        type: 'filter',
        left: parseAction(inside),
        operator: 'exists',
        right: { type: 'list', nodes: [] },
      };
    return { type: 'filter', left: parseAction(left), operator, right: parseAction(right) };
  }
}

function slice(text: string): Node {
  const match = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
  if (!match) throw new JsonPathError(`invalid array index ${text}`);
  const bound = (part: string | undefined): Bound => {
    const digits = part?.replace(':', '') ?? '';
    return { value: digits === '' ? undefined : Number(digits) };
  };
  const from = bound(match[1]);
  const to: Bound =
    match[2] === undefined ? { value: (from.value ?? 0) + 1, derived: true } : bound(match[2]);
  return { type: 'slice', from, to, step: bound(match[3]) };
}

const ESCAPED: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

function unescaped(text: string): string {
  return text.replace(/\\(u[\da-fA-F]{4}|x[\da-fA-F]{2}|.)/gs, (_, code: string) =>
    code.length > 1 ? String.fromCodePoint(Number.parseInt(code.slice(1), 16)) : (ESCAPED[code] ?? code),
  );
}

function codePoint(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')} '${char}'`;
}
