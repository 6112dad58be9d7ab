import { type Applet, UsageError } from './applet.ts';
import { toRegExp } from './regular-expression.ts';

const levels: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['<', '<=', '=', '==', '!=', '>=', '>'],
  ['+', '-'],
  ['*', '/', '%'],
  [':'],
];

const isNumber = (text: string) => /^-?\d+$/.test(text);
const isTrue = (text: string) => text !== '' && !/^-?0+$/.test(text);

/** `expr`: numbers, comparisons and strings. Gives 1 where the result is nothing or zero. */
export const expr: Applet = ({ args, print, process }) => {
  let position = 0;
  const next = () => args[position++];
  const wrong = () => new UsageError('syntax error');
  const either = (level: number): string => {
    const known = levels[level];
    if (!known) return primary();
    let left = either(level + 1);
    while (known.includes(args[position] ?? '')) {
      const operator = next() ?? '';
      left = apply(operator, left, either(level + 1));
    }
    return left;
  };
  const primary = (): string => {
    const word = next();
    if (word === undefined) throw wrong();
    if (word === '(') {
      const value = either(0);
      if (next() !== ')') throw wrong();
      return value;
    }
    if (position >= args.length) return word;
    if (word === 'length') return String((next() ?? '').length);
    if (word === 'match') return apply(':', next() ?? '', next() ?? '');
    if (word === 'index') {
      const [text = '', set = ''] = [next(), next()];
      return String([...text].findIndex((one) => set.includes(one)) + 1);
    }
    if (word === 'substr') {
      const [text = '', from = '1', count = '0'] = [next(), next(), next()];
      return text.slice(Number(from) - 1, Number(from) - 1 + Number(count));
    }
    return word;
  };
  try {
    const value = either(0);
    if (position < args.length) throw wrong();
    print(`${value}\n`);
    return isTrue(value) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr(`expr: ${error.message}\n`);
    return 2;
  }
};

function apply(operator: string, left: string, right: string): string {
  if (operator === ':') {
    const found = new RegExp(`^(?:${toRegExp(right, false)})`).exec(left);
    return /\\\(/.test(right) ? (found?.[1] ?? '') : String(found?.[0].length ?? 0);
  }
  if (operator === '|') return isTrue(left) ? left : right;
  if (operator === '&') return isTrue(left) && isTrue(right) ? left : '0';
  if ('+-*/%'.includes(operator)) {
    if (!isNumber(left) || !isNumber(right)) throw new UsageError('non-numeric argument');
    const [a, b] = [BigInt(left), BigInt(right)];
    if ((operator === '/' || operator === '%') && b === 0n) throw new UsageError('division by zero');
    return String(
      operator === '+'
        ? a + b
        : operator === '-'
          ? a - b
          : operator === '*'
            ? a * b
            : operator === '/'
              ? a / b
              : a % b,
    );
  }
  const order =
    isNumber(left) && isNumber(right)
      ? Number(left) - Number(right)
      : left < right
        ? -1
        : left > right
          ? 1
          : 0;
  const holds: Record<string, boolean> = {
    '!=': order !== 0,
    '<': order < 0,
    '<=': order <= 0,
    '=': order === 0,
    '==': order === 0,
    '>': order > 0,
    '>=': order >= 0,
  };
  return holds[operator] ? '1' : '0';
}
