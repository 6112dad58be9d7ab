import type { Database } from './dataset.ts';

/** Bytes that a Redis takes before it holds anything. */
const emptySize = 1_000_000;
/** Commands that write, and need no room for it: a full Redis goes on doing them. */
const needsNoRoom =
  /^(DEL|UNLINK|P?EXPIRE(AT)?|PERSIST|RENAME|[SZ]REM|LREM|HDEL|[LRS]POP|LTRIM|GETDEL|FLUSHDB)$/;

/** Whether a command has to be refused, with `limit` bytes for all the data; 0 is no limit. */
export function isTooMuch(name: string, limit: number, databases: readonly Database[]): boolean {
  if (limit === 0 || needsNoRoom.test(name)) return false;
  return limit < emptySize + JSON.stringify(databases).length;
}

/** A size as Redis takes it, `100` or `64mb`, in bytes; undefined where it is none. */
export function bytesOf(text: string): number | undefined {
  const [, digits, letter = '', isBinary] = /^(\d+)([kmg]?)(b?)$/.exec(text.toLowerCase()) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * (isBinary ? 1024 : 1000) ** ' kmg'.indexOf(letter || ' ');
}
