const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const declaration = /declare -(\S+) (\w+)/y;

/**
 * The variables in what `declare -p` printed (a comment before it is skipped), up to the first line that is no
 * declaration. Arrays are left out. Works on bytes: a value need not be UTF-8, and bash escapes byte by byte.
 */
export function parseDeclarations(bytes: Buffer): Record<string, string> {
  const text = bytes.toString('latin1');
  const variables: Record<string, string> = {};
  let at = text.startsWith('#') ? lineEnd(text, 0) : 0;
  while (at < text.length) {
    declaration.lastIndex = at;
    const match = declaration.exec(text);
    if (!match) break;
    const [head, attributes = '', name = ''] = match;
    at += head.length;
    if (text[at] !== '=') {
      at = lineEnd(text, at);
      continue;
    }
    const value = readWord(text, at + 1);
    at = value.end + 1;
    if (!/[aAn]/.test(attributes)) variables[name] = Buffer.from(value.text, 'latin1').toString('utf8');
  }
  return variables;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

interface Word {
  text: string;
  /** The index of the line end after it. */
  end: number;
}

/** Reads a value as bash writes it: quoted in any of its three ways, or an array's parentheses around such. */
function readWord(text: string, start: number): Word {
  let value = '';
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const char = text[at];
    if (char === '\n' && depth === 0) break;
    let part: Word;
    if (char === '"') part = readDouble(text, at + 1);
    else if (char === "'") part = readSingle(text, at + 1);
    else if (char === '$' && text[at + 1] === "'") part = readAnsi(text, at + 2);
    else if (char === '\\') part = { text: text[at + 1] ?? '', end: at + 2 };
    else {
      if (char === '(') depth++;
      if (char === ')') depth--;
      part = { text: char ?? '', end: at + 1 };
    }
    value += part.text;
    at = part.end;
  }
  return { text: value, end: at };
}

function readSingle(text: string, start: number): Word {
  const close = text.indexOf("'", start);
  const end = close < 0 ? text.length : close;
  return { text: text.slice(start, end), end: end + 1 };
}

function readDouble(text: string, start: number): Word {
  let value = '';
  let at = start;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\' && '"\\$`'.includes(text[at + 1] ?? ' ')) at++;
    value += text[at++];
  }
  return { text: value, end: at + 1 };
}

function readAnsi(text: string, start: number): Word {
  let value = '';
  let at = start;
  while (at < text.length && text[at] !== "'") {
    if (text[at] !== '\\') {
      value += text[at++];
      continue;
    }
    const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
    if (octal) {
      value += String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      at += 1 + octal.length;
    } else {
      const next = text[at + 1] ?? '';
      value += escapes[next] ?? next;
      at += 2;
    }
  }
  return { text: value, end: at + 1 };
}
