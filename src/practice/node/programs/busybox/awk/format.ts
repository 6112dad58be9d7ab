import { Complaint } from '../applet.ts';
import { toNumber, toText, type Value } from './values.ts';

/** `sprintf`: flags, width and precision, and the letters d i o x X u c s e f g. */
export function format(template: string, values: readonly Value[]): string {
  if (/%[-+ #\d]*\.?\*/.test(template)) throw new Complaint('cmd. line:1: %*x formats are not supported');
  const left = [...values];
  return template.replace(
    /%(?:(%)|([-+ #0]*)(\d+)?(?:\.(\d*))?[hlL]*([a-zA-Z]))/g,
    (all, percent: string | undefined, flags = '', width?: string, precision?: string, letter = '') => {
      if (percent) return '%';
      const wide = Number(width ?? 0);
      const digits = precision === undefined ? undefined : Number(precision);
      const text = convert(letter, left, flags, digits);
      if (text === undefined) return all;
      if (flags.includes('-')) return text.padEnd(wide);
      if (!flags.includes('0') || letter === 's' || letter === 'c') return text.padStart(wide);
      const [, sign = '', rest = ''] = /^([-+ ]?)(.*)$/s.exec(text) ?? [];
      return sign + rest.padStart(wide - sign.length, '0');
    },
  );
}

function convert(
  letter: string,
  left: Value[],
  flags: string,
  digits: number | undefined,
): string | undefined {
  const signed = (text: string) =>
    text.startsWith('-') ? text : flags.includes('+') ? `+${text}` : flags.includes(' ') ? ` ${text}` : text;
  switch (letter) {
    case 's':
      return toText(left.shift()).slice(0, digits);
    case 'c': {
      const value = left.shift();
      return typeof value === 'number' ? String.fromCodePoint(value) : ([...toText(value)][0] ?? '');
    }
    case 'd':
    case 'i': {
      const whole = Math.trunc(toNumber(left.shift()));
      const text = BigInt(Number.isFinite(whole) ? whole : 0).toString();
      return signed(text.replace(/\d+/, (number) => number.padStart(digits ?? 0, '0')));
    }
    case 'o':
    case 'u':
    case 'x':
    case 'X': {
      const base = letter === 'o' ? 8 : letter === 'u' ? 10 : 16;
      const text = BigInt.asUintN(64, BigInt(Math.trunc(toNumber(left.shift())))).toString(base);
      const prefix = flags.includes('#') ? (letter === 'o' ? '0' : letter === 'u' ? '' : '0x') : '';
      const padded = prefix + text.padStart(digits ?? 0, '0');
      return letter === 'X' ? padded.toUpperCase() : padded;
    }
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': {
      const text = float(letter.toLowerCase(), toNumber(left.shift()), digits ?? 6);
      return signed(letter < 'a' ? text.toUpperCase() : text);
    }
    default:
      return undefined;
  }
}

function float(letter: string, value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  if (letter === 'f') return fixed(value, Math.min(digits, 100));
  if (letter === 'e') return exponent(value.toExponential(digits));
  const precision = Math.max(digits, 1);
  const power = value === 0 ? 0 : Number(value.toExponential(precision - 1).split('e')[1]);
  if (power < -4 || power >= precision)
    return exponent(value.toExponential(precision - 1).replace(/\.?0+e/, 'e'));
  const text = fixed(value, precision - 1 - power);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Half goes to the even neighbour, as C has it; JavaScript would go up. */
function fixed(value: number, digits: number): string {
  const exact = value.toFixed(Math.min(digits + 25, 100));
  const end = exact.length - Math.min(25, 100 - digits);
  const isHalf = /^50*$/.test(exact.slice(end)) && /[02468]\.?$/.test(exact.slice(0, end));
  return isHalf ? exact.slice(0, end).replace(/\.$/, '') : value.toFixed(digits);
}

/** With two digits at least, as C has it. */
const exponent = (text: string) => text.replace(/e([-+])(\d)$/, 'e$10$2');
