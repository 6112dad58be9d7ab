export type Lookup = (name: string) => string | undefined;

/** Splits at white space that is neither quoted nor escaped; quotes stay for `expand` to take off. */
export function splitWords(text: string, escapeChar = '\\'): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const char = text[index] ?? '';
    if (char === escapeChar && quote !== "'" && index + 1 < text.length) {
      word += char + text[++index];
    } else if (quote !== '') {
      word += char;
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") {
      word += char;
      quote = char;
    } else if (/\s/.test(char)) {
      if (word !== '') words.push(word);
      word = '';
    } else {
      word += char;
    }
  }
  if (word !== '') words.push(word);
  return words;
}

/** A modifier of `${name…}` cannot be used. */
export class ExpansionError extends Error {}

/**
 * Takes quotes off and puts the values of variables in: `$X`, `${X}`, `${X:-default}`, `${X:+instead}`, `${X:?message}`
 * and the same without the colon, which then ask whether X is set rather than whether it is empty.
 * @throws ExpansionError
 */
export function expand(word: string, lookup: Lookup, escapeChar = '\\'): string {
  let result = '';
  let quote = '';
  for (let index = 0; index < word.length; index++) {
    const char = word[index] ?? '';
    if (char === escapeChar && quote !== "'" && index + 1 < word.length) {
      const next = word[++index] ?? '';
      result += quote === '"' && next !== '"' && next !== '$' && next !== escapeChar ? char + next : next;
    } else if (char === quote) {
      quote = '';
    } else if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
    } else if (char === '$' && quote !== "'") {
      const { value, length } = variable(word.slice(index), lookup, escapeChar);
      result += value;
      index += length - 1;
    } else {
      result += char;
    }
  }
  return result;
}

function variable(text: string, lookup: Lookup, escapeChar: string): { value: string; length: number } {
  const plain = /^\$([A-Za-z_][A-Za-z0-9_]*|[0-9@*#])/.exec(text);
  if (plain) return { value: lookup(plain[1] ?? '') ?? '', length: plain[0].length };
  if (!text.startsWith('${')) return { value: '$', length: 1 };
  const end = closingBrace(text);
  const match =
    end < 0 ? null : /^([A-Za-z_][A-Za-z0-9_]*|[0-9@*#])(?:(:?[-+?])(.*))?$/s.exec(text.slice(2, end));
  if (!match) throw new ExpansionError(`syntax error: bad substitution in ${text}`);
  const [, name = '', modifier = '', alternative = ''] = match;
  const value = lookup(name);
  const has = modifier.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  const length = end + 1;
  const other = () => expand(alternative, lookup, escapeChar);
  switch (modifier.at(-1)) {
    case '-':
      return { value: has ? (value ?? '') : other(), length };
    case '+':
      return { value: has ? other() : '', length };
    case '?':
      if (!has) throw new ExpansionError(`${name}: ${other() || 'is not allowed to be unset'}`);
      return { value: value ?? '', length };
    default:
      return { value: value ?? '', length };
  }
}

function closingBrace(text: string): number {
  let depth = 0;
  for (let index = 1; index < text.length; index++) {
    if (text[index] === '{') depth++;
    else if (text[index] === '}' && --depth === 0) return index;
  }
  return -1;
}
