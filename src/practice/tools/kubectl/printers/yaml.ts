import { naturalKeys } from './keys.ts';

/** YAML as kubectl (Go's YAML library) writes it: keys sorted, lists not indented, quotes only where needed. */
export function toYaml(value: unknown): string {
  if (isScalar(value)) return `${scalar(value, 0, 0)}\n`;
  if (isEmpty(value)) return Array.isArray(value) ? '[]\n' : '{}\n';
  return block(value, 0);
}

const isScalar = (value: unknown): value is null | undefined | string | number | boolean =>
  value === null || typeof value !== 'object';

const isEmpty = (value: unknown): boolean => Object.keys(value as object).length === 0;

function block(value: unknown, indent: number): string {
  const pad = ' '.repeat(indent);
  if (Array.isArray(value)) {
    return value.map((item) => `${pad}- ${inItem(item, indent)}`).join('');
  }
  const object = value as Record<string, unknown>;
  return naturalKeys(object)
    .map((key) => {
      const head = `${pad}${text(key, 0, Number.NEGATIVE_INFINITY, true)}:`;
      return head + inField(object[key], indent, head.length + 1);
    })
    .join('');
}

function inField(value: unknown, indent: number, column: number): string {
  if (isScalar(value)) return ` ${scalar(value, indent + 2, column)}\n`;
  if (isEmpty(value)) return Array.isArray(value) ? ' []\n' : ' {}\n';
  return `\n${block(value, Array.isArray(value) ? indent : indent + 2)}`;
}

/** What follows `- `: its first line goes on the dash's line. */
function inItem(value: unknown, indent: number): string {
  if (isScalar(value)) return `${scalar(value, indent + 2, indent + 2)}\n`;
  if (isEmpty(value)) return Array.isArray(value) ? '[]\n' : '{}\n';
  return block(value, indent + 2).slice(indent + 2);
}

/** @param column where it begins; its further lines begin at `indent` */
function scalar(value: null | undefined | string | number | boolean, indent: number, column: number): string {
  if (value === null || value === undefined) return 'null';
  return typeof value === 'string' ? text(value, indent, column, false) : String(value);
}

const BREAK = /[\n\r\u0085\u2028\u2029]/;
const UNPRINTABLE = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|[\u0085]/u;

function text(value: string, indent: number, column: number, isKey: boolean): string {
  const special = UNPRINTABLE.test(value) || / [\n\r]/.test(value);
  if (value.includes('\n')) {
    if (special || isKey || value.endsWith(' ')) return doubleQuoted(value, indent, column);
    return literal(value, indent);
  }
  if (looksLikeSomethingElse(value) || special || BREAK.test(value))
    return doubleQuoted(value, indent, column);
  if (plainAllowed(value)) return fold([...value], indent, column);
  const quoted = [...value].map((char) => (char === "'" ? "''" : char));
  return `'${fold(quoted, indent, column + 1, true)}'`;
}

/** The width after which a line is broken at the next space. */
const WIDTH = 80;

/** Breaks a long text at single spaces. @param inner never at its first and last character: quotes stand there */
function fold(chars: readonly string[], indent: number, column: number, inner = false): string {
  let written = '';
  let at = column;
  for (const [index, char] of chars.entries()) {
    const edge = inner && (index === 0 || index === chars.length - 1);
    if (char === ' ' && !edge && at > WIDTH && chars[index - 1] !== ' ' && chars[index + 1] !== ' ') {
      written += `\n${' '.repeat(indent)}`;
      at = indent;
    } else {
      written += char;
      at += char.length;
    }
  }
  return written;
}

function plainAllowed(value: string): boolean {
  if (value.startsWith(' ') || value.endsWith(' ')) return false;
  if (value.startsWith('---') || value.startsWith('...')) return false;
  if (/^[#,[\]{}&*!|>'"%@`]/.test(value) || /^[-?:](?: |$)/.test(value)) return false;
  return !/:(?: |$)/.test(value) && !value.includes(' #');
}

function literal(value: string, indent: number): string {
  const hint = /^[ \n]/.test(value) ? '2' : '';
  const chomp = !value.endsWith('\n') ? '-' : value === '\n' || value.endsWith('\n\n') ? '+' : '';
  const body = value.endsWith('\n') ? value.slice(0, -1) : value;
  const pad = ' '.repeat(indent);
  return `|${hint}${chomp}\n${body
    .split('\n')
    .map((line) => (line === '' ? '' : pad + line))
    .join('\n')}`;
}

const ESCAPES: Record<string, string> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function doubleQuoted(value: string, indent: number, column: number): string {
  return `"${foldQuoted([...value].map(escaped), indent, column + 1)}"`;
}

/** As `fold`, where a space after the break must be escaped. */
function foldQuoted(chars: readonly string[], indent: number, column: number): string {
  let written = '';
  let at = column;
  for (const [index, char] of chars.entries()) {
    const edge = index === 0 || index === chars.length - 1;
    if (char === ' ' && !edge && at > WIDTH && chars[index - 1] !== ' ') {
      const before = chars[index + 1] === ' ' ? '\\' : '';
      written += `\n${' '.repeat(indent)}${before}`;
      at = indent + before.length;
    } else {
      written += char;
      at += char.length;
    }
  }
  return written;
}

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const short = ESCAPES[char];
  if (short) return short;
  if (!UNPRINTABLE.test(char)) return char;
  const hex = (digits: number) => code.toString(16).toUpperCase().padStart(digits, '0');
  if (code <= 0xff) return `\\x${hex(2)}`;
  return code <= 0xffff ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}

const WORDS =
  /^(?:|~|<<|null|Null|NULL|[yYnN]|(?:yes|no|on|off|true|false)|(?:Yes|No|On|Off|True|False)|(?:YES|NO|ON|OFF|TRUE|FALSE)|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]+|0[bB][01_]+|[0-9][0-9_]*)$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const TIMESTAMP =
  /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d\d:\d\d))|(?: \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?))?$/;

/** Without quotes YAML 1.1 would read a number, a boolean, a null or a time. */
function looksLikeSomethingElse(value: string): boolean {
  const digits = /^[-+.\d]/.test(value) ? value.replaceAll('_', '') : value;
  return (
    WORDS.test(value) ||
    FLOAT.test(digits) ||
    INTEGER.test(value) ||
    BASE_60.test(value) ||
    TIMESTAMP.test(value)
  );
}
