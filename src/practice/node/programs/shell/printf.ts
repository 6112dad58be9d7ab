const escapes: Record<string, string> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
};

/** Backslash sequences, as `echo -e` and `printf` know them. */
export function expandEscapes(text: string): string {
  return text.replace(
    /\\(?:x([\da-fA-F]{1,2})|0?([0-7]{1,3})|(.))/g,
    (match, hex?: string, octal?: string, letter?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return escapes[letter ?? ''] ?? match;
    },
  );
}

/** As the shell's printf: the format is used again as long as there are arguments. */
export function printf(format: string, args: readonly string[]): string {
  const left = [...args];
  let result = '';
  do {
    const before = left.length;
    result += once(format, left);
    if (left.length === before) break;
  } while (left.length > 0);
  return result;
}

function once(format: string, args: string[]): string {
  return expandEscapes(format).replace(
    /%([-+ 0#]*)(\d+|\*)?(?:\.(\d+))?([%a-zA-Z])/g,
    (_, flags: string, width: string | undefined, precision: string | undefined, kind: string) => {
      if (kind === '%') return '%';
      const wide = Number(width === '*' ? args.shift() : (width ?? 0));
      const text = convert(kind, args.shift() ?? '', precision);
      if (flags.includes('-')) return text.padEnd(wide);
      return flags.includes('0') && kind !== 's' ? text.padStart(wide, '0') : text.padStart(wide);
    },
  );
}

function convert(kind: string, argument: string, precision: string | undefined): string {
  const number = /^["']./.test(argument) ? argument.charCodeAt(1) : Number(argument || 0);
  switch (kind) {
    case 'd':
    case 'i':
    case 'u':
      return String(Math.trunc(number));
    case 'x':
      return Math.trunc(number).toString(16);
    case 'X':
      return Math.trunc(number).toString(16).toUpperCase();
    case 'o':
      return Math.trunc(number).toString(8);
    case 'f':
      return number.toFixed(Number(precision ?? 6));
    case 'c':
      return argument.slice(0, 1);
    case 'b':
      return expandEscapes(argument);
    default:
      return precision === undefined ? argument : argument.slice(0, Number(precision));
  }
}
