import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { type Expander, expandText } from './expand.ts';
import { type Io, ShellError, type Write } from './state.ts';
import type { Redirect } from './syntax.ts';

/** What a command's redirections make of its input and output; `close` when it has ended. */
export interface Redirected {
  io: Io;
  close(): void;
  /** They stay open when it is closed. */
  keep(): void;
}

/** @throws ShellError */
export async function redirect(expander: Expander, redirects: readonly Redirect[]): Promise<Redirected> {
  const io = { ...expander.io };
  const open: number[] = [];
  const streams: Readable[] = [];
  const close = () => {
    for (const file of open) closeSync(file);
    for (const stream of streams) stream.destroy();
  };
  const more = new Map(expander.io.more);
  io.more = more;
  const assign = (fd: number, write: Write) => {
    if (fd === 1) io.stdout = write;
    else if (fd === 2) io.stderr = write;
    else more.set(fd, write);
  };
  const feed = (fd: number, stream: Readable) => {
    if (fd === 0) io.stdin = stream;
    else more.set(fd, stream);
  };
  const { state } = expander;
  const duplicate = (fd: number, operator: string, from: string) => {
    if (from === '-') {
      if (fd === 0) io.stdin = undefined;
      else if (fd > 2) more.delete(fd);
      else assign(fd, () => undefined);
      return;
    }
    const source =
      from === '0' ? io.stdin : from === '1' ? io.stdout : from === '2' ? io.stderr : more.get(Number(from));
    if (source === undefined) throw new ShellError(`dup2(${from},${fd}): Bad file descriptor`, 2);
    if (typeof source === 'function') assign(fd, source);
    else feed(operator === '<&' && fd === 1 ? 0 : fd, source);
  };
  const { paths } = state.process;
  const inside = (file: string) => path.posix.resolve(state.cwd, file);
  try {
    for (const { fd, operator, target } of redirects) {
      const text = await expandText({ ...expander, io }, target);
      if (operator === '<<') {
        feed(fd, Readable.from([Buffer.from(text)], { objectMode: false }));
      } else if (operator === '>&' || operator === '<&') {
        duplicate(fd, operator, text);
      } else if (operator === '<' || operator === '<>') {
        const file = openFile(text, () => paths.toHost(inside(text)), 'r');
        const stream = createReadStream('', { fd: file });
        feed(fd, stream);
        streams.push(stream);
      } else {
        if (text === '/dev/stdout' || text === '/dev/stderr') {
          assign(fd, text.endsWith('out') ? io.stdout : io.stderr);
          continue;
        }
        const file = openFile(text, () => paths.toChange(inside(text)), operator === '>>' ? 'a' : 'w');
        open.push(file);
        assign(fd, (data) => void writeSync(file, typeof data === 'string' ? Buffer.from(data) : data));
      }
    }
  } catch (error) {
    close();
    throw error;
  }
  return {
    io,
    close,
    keep() {
      open.length = 0;
      streams.length = 0;
    },
  };
}

const reasons: Record<string, string> = {
  EACCES: 'Permission denied',
  EISDIR: 'Is a directory',
  ENOENT: 'nonexistent directory',
  ENOTDIR: 'Not a directory',
  EROFS: 'Read-only file system',
};

function openFile(name: string, place: () => string, mode: 'r' | 'w' | 'a'): number {
  try {
    return openSync(place(), mode);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const reason = mode === 'r' && code === 'ENOENT' ? 'no such file' : (reasons[code] ?? code);
    throw new ShellError(`can't ${mode === 'r' ? 'open' : 'create'} ${name}: ${reason}`);
  }
}
