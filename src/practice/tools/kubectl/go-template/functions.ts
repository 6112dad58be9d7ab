import { goQuote, goValue } from '../printers/go-values.ts';
import { TemplateError } from './parse.ts';

export function isTrue(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object') return Object.keys(value).length > 0;
  return Boolean(value);
}

export type TemplateFunction = (...args: unknown[]) => unknown;

const compare =
  (test: (a: never, b: never) => boolean): TemplateFunction =>
  (a, b) =>
    test(a as never, b as never);

const FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  and: (...args) => args.find((one) => !isTrue(one)) ?? args.at(-1),
  or: (...args) => args.find(isTrue) ?? args.at(-1),
  not: (value) => !isTrue(value),
  eq: (first, ...others) => others.some((one) => one === first),
  ne: (a, b) => a !== b,
  lt: compare((a, b) => a < b),
  le: compare((a, b) => a <= b),
  gt: compare((a, b) => a > b),
  ge: compare((a, b) => a >= b),
  len: (value) =>
    typeof value === 'object' && value !== null ? Object.keys(value).length : String(value).length,
  index: (value, ...keys) => keys.reduce(indexOne, value),
  print: (...args) => args.map(goValue).join(' '),
  println: (...args) => `${args.map(goValue).join(' ')}\n`,
  printf: (format, ...args) => printf(String(format), args),
  html: (value) => goValue(value).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`),
  base64decode: (value) => Buffer.from(String(value), 'base64').toString('utf8'),
  exists: (value, ...keys) => keys.reduce(indexOne, value) !== undefined,
};

/** @throws TemplateError */
export function callFunction(
  name: string,
  args: readonly unknown[],
  more: Readonly<Record<string, TemplateFunction>> = {},
): unknown {
  const known = { ...FUNCTIONS, ...more };
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!found) throw new TemplateError(`function "${name}" not defined`);
  return found(...args);
}

function indexOne(value: unknown, key: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) {
    const index = Number(key);
    if (index < 0 || index >= value.length)
      throw new TemplateError(`error calling index: index out of range: ${index}`);
    return value[index];
  }
  return (value as Record<string, unknown>)[String(key)];
}

function printf(format: string, args: unknown[]): string {
  let next = 0;
  return format.replace(
    /%([-0]*)(\d*)(?:\.(\d+))?([%svdqtfx])/g,
    (_, flags: string, width: string, precision: string, verb: string) => {
      if (verb === '%') return '%';
      const text = formatOne(args[next++], verb, precision);
      if (flags.includes('-')) return text.padEnd(Number(width));
      return text.padStart(Number(width), flags.includes('0') ? '0' : ' ');
    },
  );
}

function formatOne(value: unknown, verb: string, precision: string | undefined): string {
  if (verb === 'q') return goQuote(String(value));
  if (verb === 'x') return Number(value).toString(16);
  if (verb === 'f') return Number(value).toFixed(precision === undefined ? 6 : Number(precision));
  return goValue(value);
}
