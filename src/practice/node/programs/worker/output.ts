import type { Link } from './link.ts';

export type Write = (chunk: string | Uint8Array, encoding: BufferEncoding, done: () => void) => void;

/** Standard output and error as the container's log takes them: what was written is not lost at `process.exit`. */
export function patchOutput(link: Link, isTerminal: boolean): void {
  for (const [index, name] of (['stdout', 'stderr'] as const).entries()) {
    Object.assign(process[name], { _write: writeTo(link, name), _writev: undefined, fd: index + 1 });
    if (isTerminal) Object.assign(process[name], { isTTY: true, columns: 80, rows: 24 });
  }
}

export function writeTo(link: Pick<Link, 'output'>, stream: 'stdout' | 'stderr'): Write {
  return (chunk, encoding, done) => {
    const isUtf8 = encoding === 'utf8' || encoding === 'utf-8';
    link.output(stream, typeof chunk !== 'string' || isUtf8 ? chunk : Buffer.from(chunk, encoding));
    done();
  };
}
