import type { Database } from '../dataset.ts';
import { failure, type Reply } from '../resp.ts';

/** What a command works on. */
export interface Call {
  db: Database;
  /** Words after the command's name. */
  args: readonly string[];
  now: () => number;
}

export interface Command {
  /** Words including its name; negative: at least that many. */
  arity: number;
  writes?: boolean;
  run(call: Call): Reply;
}

export type Commands = Record<string, Command>;

/** A command cannot be done; `message` is the whole of Redis' error. */
export class CommandError extends Error {}

export const notInteger = 'ERR value is not an integer or out of range';
export const syntaxError = 'ERR syntax error';

/** @throws CommandError */
export function toInteger(text: string | undefined): bigint {
  if (text === undefined || !/^-?\d{1,19}$/.test(text)) throw new CommandError(notInteger);
  const value = BigInt(text);
  if (BigInt.asIntN(64, value) !== value) throw new CommandError(notInteger);
  return value;
}

/** @throws CommandError */
export function toNumber(text: string | undefined): number {
  return Number(toInteger(text));
}

/** @throws CommandError */
export function toFloat(text: string | undefined): number {
  const value =
    text === undefined || text.trim() === ''
      ? Number.NaN
      : Number(text.replace(/^([+-]?)inf$/i, '$1Infinity'));
  if (Number.isNaN(value)) throw new CommandError('ERR value is not a valid float');
  return value;
}

export function arityError(name: string): Reply {
  return failure(`ERR wrong number of arguments for '${name.toLowerCase()}' command`);
}

/** Positions of a list as Redis counts them: negative ones from the end, both ends included. */
export function sliceOf<T>(items: readonly T[], first: number, last: number): T[] {
  const from = first < 0 ? Math.max(items.length + first, 0) : first;
  const to = last < 0 ? items.length + last : last;
  return items.slice(from, to + 1);
}

/** The pattern of `KEYS` and `SCAN`, which is a shell's. */
export function globToRegExp(pattern: string): RegExp {
  const source = pattern.replace(/\\(.)|\[\^?[^\]]*\]|[.+^${}()|[\]\\*?]/gs, (match, escaped?: string) => {
    if (escaped !== undefined) return escaped.replace(/[.*+?^${}()|[\]\\]/, '\\$&');
    if (match === '*') return '.*';
    if (match === '?') return '.';
    return match.startsWith('[') && match.length > 1 ? match : `\\${match}`;
  });
  return new RegExp(`^${source}$`, 's');
}
