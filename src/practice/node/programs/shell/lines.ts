import { once } from 'node:events';
import type { Readable } from 'node:stream';

/**
 * One line of a stream, with its newline; the rest stays for whoever reads it next. Undefined at its end, or when
 * `signal` is aborted.
 */
export async function readLine(stream: Readable, signal?: AbortSignal): Promise<string | undefined> {
  const read: Buffer[] = [];
  while (!signal?.aborted) {
    const chunk: unknown = stream.read();
    if (chunk === null) {
      if (stream.readableEnded || stream.destroyed) break;
      if (!(await readableAgain(stream, signal))) break;
      continue;
    }
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    const end = bytes.indexOf(10);
    if (end < 0) {
      read.push(bytes);
      continue;
    }
    read.push(bytes.subarray(0, end + 1));
    if (end + 1 < bytes.length) stream.unshift(bytes.subarray(end + 1));
    return Buffer.concat(read).toString();
  }
  return read.length === 0 ? undefined : Buffer.concat(read).toString();
}

async function readableAgain(stream: Readable, signal: AbortSignal | undefined): Promise<boolean> {
  const stop = new AbortController();
  const any = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const happens = (name: string) => once(stream, name, { signal: any }).then(() => name);
  try {
    const what = await Promise.race([happens('readable'), happens('end'), happens('close')]);
    return what === 'readable';
  } catch {
    return false;
  } finally {
    stop.abort();
  }
}
