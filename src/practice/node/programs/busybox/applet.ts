import { createReadStream, openSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { ContainerProcess } from '../program.ts';

/** A command of busybox: its exit status, or nothing for 0. */
export type Applet = (call: AppletCall) => number | undefined | Promise<number | undefined>;

export interface AppletCall {
  process: ContainerProcess;
  /** The name it was called by, for its messages. */
  name: string;
  args: string[];
  print(text: string): void;
  /** Says what went wrong, after the applet's name. Gives 1, the usual status then. */
  complain(message: string): number;
  /** Where a path of the container lies. */
  host(file: string, follow?: boolean): string;
}

/** An applet was called in a way that it does not know; `message` is its answer. */
export class UsageError extends Error {}

/**
 * Splits arguments as getopt does: letters followed by `:` take a value; after a leading `+`, the first word that is no
 * option ends them, because it is a command.
 * @throws UsageError
 */
export function options(
  args: readonly string[],
  known: string,
): { flags: Record<string, string>; rest: string[] } {
  const flags: Record<string, string> = {};
  const rest: string[] = [];
  const left = [...args];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--') return { flags, rest: [...rest, ...left] };
    if (!/^-./.test(word)) {
      if (known.startsWith('+')) return { flags, rest: [word, ...left] };
      rest.push(word);
      continue;
    }
    for (let at = 1; at < word.length; at += 1) {
      const letter = word[at] ?? '';
      const place = known.indexOf(letter);
      if (letter === ':' || place < 0) throw new UsageError(`invalid option -- '${letter}'`);
      if (known[place + 1] !== ':') {
        flags[letter] = '';
        continue;
      }
      const value = word.slice(at + 1) || left.shift();
      if (value === undefined) throw new UsageError(`option requires an argument -- '${letter}'`);
      flags[letter] = value;
      break;
    }
  }
  return { flags, rest };
}

const reasons: Record<string, string> = {
  EACCES: 'Permission denied',
  EEXIST: 'File exists',
  EISDIR: 'Is a directory',
  ELOOP: 'Symbolic link loop',
  ENOENT: 'No such file or directory',
  ENOTDIR: 'Not a directory',
  ENOTEMPTY: 'Directory not empty',
  EROFS: 'Read-only file system',
};

/** What the C library says of an error. */
export function reason(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return reasons[code] ?? message;
}

/** The streams of the files, or standard input where there are none (or `-`); those that cannot be opened are complained of. */
export function inputs(
  { process, complain, host }: AppletCall,
  files: readonly string[],
): { file: string; stream: Readable }[] {
  const named = files.length === 0 ? ['-'] : files;
  return named.flatMap((file) => {
    if (file === '-') return process.stdin ? [{ file, stream: process.stdin }] : [];
    try {
      const place = host(file);
      if (statSync(place).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
      return [{ file, stream: createReadStream('', { fd: openSync(place, 'r') }) }];
    } catch (error) {
      complain(`can't open '${file}': ${reason(error)}`);
      return [];
    }
  });
}

/** Lines without their newlines, from all the inputs. */
export async function* linesOf(call: AppletCall, files: readonly string[]): AsyncGenerator<string> {
  for (const { stream } of inputs(call, files)) {
    let rest = '';
    for await (const chunk of stream) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  }
}

export function hostPath({ paths, cwd }: ContainerProcess): AppletCall['host'] {
  return (file, follow = true) => paths.toHost(path.posix.resolve(cwd, file), follow);
}

export async function allLines(call: AppletCall, files: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(call, files)) lines.push(line);
  return lines;
}

export async function allBytes(stream: Readable | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}
