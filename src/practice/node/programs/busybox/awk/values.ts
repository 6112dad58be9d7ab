import { format } from './format.ts';

/** Text that came from outside and looks like a number is compared as one. */
export interface Input {
  readonly text: string;
  readonly number: number;
}

/** Undefined is what no value was given to: 0, and no text. */
export type Value = number | string | Input | undefined;

const numeric = /^\s*[-+]?(?:0[xX][\da-fA-F]+|\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/;
const leadingNumber = /^\s*[-+]?(?:0[xX][\da-fA-F]+|\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;

export function fromInput(text: string): Value {
  return numeric.test(text) ? { text, number: Number(text) } : text;
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return Number(leadingNumber.exec(value)?.[0] ?? 0);
  return value?.number ?? 0;
}

/** @param numberFormat of those that are not whole */
export function toText(value: Value, numberFormat = '%.6g'): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return value?.text ?? '';
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 63) return BigInt(value).toString();
  return format(numberFormat, [value]);
}

export function isTrue(value: Value): boolean {
  return typeof value === 'string' ? value !== '' : toNumber(value) !== 0;
}

/** Negative, zero or positive. */
export function compare(left: Value, right: Value): number {
  if (typeof left === 'string' || typeof right === 'string') {
    const [a, b] = [toText(left), toText(right)];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return toNumber(left) - toNumber(right);
}
