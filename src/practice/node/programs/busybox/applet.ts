import {
  createReadStream,
  createWriteStream,
  openSync,
  statSync,
  type WriteStream,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { Output } from '../../runtime/output.ts';
import type { ContainerProcess } from '../program.ts';

/** A command of busybox: its exit status, or nothing for 0, or 1 when it complained. */
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

/** What an applet was asked for cannot be done; `message` is what it says, and not what it usually says of a failure. */
export class Complaint extends Error {}

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
      if (word.startsWith('--')) throw new UsageError(`unrecognized option '${word}'`);
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
  EBUSY: 'Device or resource busy',
  EEXIST: 'File exists',
  EISDIR: 'Is a directory',
  ELOOP: 'Symbolic link loop',
  ENOENT: 'No such file or directory',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  ENOTEMPTY: 'Directory not empty',
  EPERM: 'Operation not permitted',
  EROFS: 'Read-only file system',
};

/** What the C library says of an error. */
export function reason(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return reasons[code] ?? message;
}

/** How an applet says that it cannot open a file. */
export type OpenComplaint = (file: string, why: string) => string;

const cannotOpen: OpenComplaint = (file, why) => `can't open '${file}': ${why}`;
/** As `wc`, `sort`, `head` and `grep` say it. */
export const plainly: OpenComplaint = (file, why) => `${file}: ${why}`;

/** The streams of the files, or standard input where there are none (or `-`); those that cannot be opened are complained of. */
export function inputs(
  { process, complain, host }: AppletCall,
  files: readonly string[],
  say: OpenComplaint = cannotOpen,
): { file: string; stream: Readable }[] {
  const named = files.length === 0 ? ['-'] : files;
  return named.flatMap((file) => {
    if (file === '-') return process.stdin ? [{ file, stream: process.stdin }] : [];
    try {
      const place = host(file);
      if (statSync(place).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
      return [{ file, stream: createReadStream('', { fd: openSync(place, 'r') }) }];
    } catch (error) {
      complain(say(file, reason(error)));
      return [];
    }
  });
}

/** A stream's lines, without their newlines; no faster than what is made of them is taken by `output`. */
export async function* streamLines(stream: Readable, output?: Output): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + decoder.write(chunk as Buffer)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line;
    await output?.full?.();
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}

/** Lines without their newlines, from all the inputs. */
export async function* linesOf(
  call: AppletCall,
  files: readonly string[],
  say?: OpenComplaint,
): AsyncGenerator<string> {
  const { stdout } = call.process;
  for (const { stream } of inputs(call, files, say)) yield* streamLines(stream, stdout);
}

export function hostPath({ paths, cwd }: ContainerProcess): AppletCall['host'] {
  return (file, follow = true) => paths.toHost(path.posix.resolve(cwd, file), follow);
}

/** Where a path lies that an applet is about to change. @throws Error EROFS */
export function changing({ process }: AppletCall, file: string, follow = true): string {
  return process.paths.toChange(path.posix.resolve(process.cwd, file), follow);
}

/** Makes a file, or empties it, for an applet to write to. @throws Complaint */
export function createFile(call: AppletCall, file: string): WriteStream {
  return opening(file, () => createWriteStream('', { fd: openSync(changing(call, file), 'w') }));
}

/** @throws Complaint */
export function writeFile(call: AppletCall, file: string, content: string | Uint8Array): void {
  opening(file, () => writeFileSync(changing(call, file), content));
}

function opening<Result>(file: string, open: () => Result): Result {
  try {
    return open();
  } catch (error) {
    throw new Complaint(cannotOpen(file, reason(error)));
  }
}

export async function allLines(
  call: AppletCall,
  files: readonly string[],
  say?: OpenComplaint,
): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(call, files, say)) lines.push(line);
  return lines;
}

export async function allBytes(stream: Readable | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}

/** `10`, `10k`, `1M`: busybox's suffixes. Undefined for what is no number. */
export function quantity(text: string): number | undefined {
  const match = /^(\d+)([bckKmMgG]?)(?:i?B)?$/.exec(text);
  const units: Record<string, number> = { '': 1, b: 512, c: 1, k: 1024, m: 2 ** 20, g: 2 ** 30 };
  return match ? Number(match[1]) * (units[(match[2] ?? '').toLowerCase()] ?? 1) : undefined;
}

/** `-5` as `-n 5`, as head and tail have always taken it. */
export const modern = (args: readonly string[]) => args.map((arg) => arg.replace(/^-(\d+)$/, '-n$1'));
