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

/** What `echo` prints of its words. */
export function echoed(args: readonly string[]): string {
  let first = 0;
  while (/^-[neE]+$/.test(args[first] ?? '')) first += 1;
  const options = args.slice(0, first).join('');
  const text = args.slice(first).join(' ');
  const newline = options.includes('n') ? '' : '\n';
  if (!options.includes('e')) return text + newline;
  // `\c` ends the output.
  const end = /(?:^|[^\\])(?:\\\\)*\\c/.exec(text);
  return end ? expandEscapes(text.slice(0, end.index + end[0].length - 2)) : expandEscapes(text) + newline;
}

/** As the shell's printf: the format is used again as long as there are arguments. Gives the exit status. */
export function printf(
  format: string,
  args: readonly string[],
  print: (text: string) => void,
  complain: (message: string) => void,
): number {
  const left = [...args];
  let status = 0;
  const wrong = (argument: string) => {
    complain(`invalid number '${argument}'`);
    status = 1;
  };
  let result = '';
  do {
    const before = left.length;
    result += once(format, left, wrong);
    if (left.length === before) break;
  } while (left.length > 0);
  print(result);
  return status;
}

function once(format: string, args: string[], wrong: (argument: string) => void): string {
  return expandEscapes(format).replace(
    /%([-+ 0#]*)(\d+|\*)?(?:\.(\d+|\*))?([%a-zA-Z])/g,
    (_, flags: string, width: string | undefined, precision: string | undefined, kind: string) => {
      if (kind === '%') return '%';
      const wide = Number(width === '*' ? args.shift() : (width ?? 0));
      const exact = precision === '*' ? args.shift() : precision;
      const plain = convert(kind, args.shift() ?? '', exact, wrong);
      const isNumber = 'diufeg'.includes(kind);
      const text = isNumber && flags.includes('+') && !plain.startsWith('-') ? `+${plain}` : plain;
      if (flags.includes('-')) return text.padEnd(wide);
      if (!flags.includes('0') || kind === 's') return text.padStart(wide);
      const sign = /^[-+]/.exec(text)?.[0] ?? '';
      return sign + text.slice(sign.length).padStart(wide - sign.length, '0');
    },
  );
}

function convert(
  kind: string,
  argument: string,
  precision: string | undefined,
  wrong: (argument: string) => void,
): string {
  if (kind === 'c') return argument.slice(0, 1);
  if (kind === 'b') return expandEscapes(argument);
  if (!'diuxXofeEgG'.includes(kind))
    return precision === undefined ? argument : argument.slice(0, Number(precision));
  let number = /^["']./.test(argument) ? argument.charCodeAt(1) : numberOf(argument);
  if (Number.isNaN(number)) {
    wrong(argument);
    number = 0;
  }
  switch (kind) {
    case 'x':
      return Math.trunc(number).toString(16);
    case 'X':
      return Math.trunc(number).toString(16).toUpperCase();
    case 'o':
      return Math.trunc(number).toString(8);
    case 'f':
      return number.toFixed(Number(precision ?? 6));
    case 'e':
    case 'E':
      return number.toExponential(Number(precision ?? 6)).replace(/e([+-])(\d)$/, 'e$10$2');
    case 'g':
    case 'G':
      return String(Number(number.toPrecision(Number(precision ?? 6) || 1)));
    default:
      return String(Math.trunc(number)).padStart(Number(precision ?? 0), '0');
  }
}

function numberOf(argument: string): number {
  if (/^-?0[0-7]+$/.test(argument)) return Number.parseInt(argument, 8);
  return Number(argument || 0);
}
