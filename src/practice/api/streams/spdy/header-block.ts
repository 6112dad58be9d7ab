import type { Transform } from 'node:stream';
import { constants, createDeflate, createInflate, type Zlib } from 'node:zlib';
import { headerDictionary } from './dictionary.ts';

/** Names are lower case; what a client sends under one name several times is joined by NUL. */
export type Headers = Readonly<Record<string, string>>;

/** More than any client of Kubernetes sends; a block that unfolds to more is an attack. */
const longestBlock = 64 * 1024;

/**
 * The header blocks of one direction of a connection share one zlib stream: they have to be read, all of them, in the
 * order in which they came.
 */
export function createHeaderReader(): { read(block: Buffer): Promise<Headers>; close(): void } {
  const inflate = createInflate({ dictionary: headerDictionary() });
  const unfold = through(inflate);
  return { read: async (block) => parse(await unfold(block)), close: () => inflate.close() };
}

export function createHeaderWriter(): { write(headers: Headers): Promise<Buffer>; close(): void } {
  const deflate = createDeflate({ dictionary: headerDictionary(), flush: constants.Z_SYNC_FLUSH });
  const fold = through(deflate);
  return { write: (headers) => fold(format(headers)), close: () => deflate.close() };
}

/** What goes in at one call comes out of it. Rejects for what zlib does not understand, then and ever after. */
function through(zlib: Transform & Zlib): (data: Buffer) => Promise<Buffer> {
  let out: Buffer[] = [];
  let size = 0;
  let failed = (_error: Error) => {};
  zlib.on('error', (error) => failed(error));
  zlib.on('data', (part: Buffer) => {
    size += part.length;
    if (size > longestBlock) zlib.destroy(new Error('the headers are too long'));
    else out.push(part);
  });
  return (data) =>
    new Promise((resolve, reject) => {
      failed = reject;
      size = 0;
      zlib.write(data, (error) => {
        if (error) return reject(error);
        const whole = Buffer.concat(out);
        out = [];
        resolve(whole);
      });
    });
}

/** A count, then names and values, each behind its length; all numbers have four bytes. */
function parse(block: Buffer): Headers {
  let position = 0;
  const number = () => {
    position += 4;
    return block.readUInt32BE(position - 4);
  };
  const text = () => {
    const length = number();
    if (position + length > block.length) throw new RangeError('a header is cut short');
    position += length;
    return block.toString('utf8', position - length, position);
  };
  const headers: Record<string, string> = Object.create(null);
  for (let left = number(); left > 0; left -= 1) {
    const name = text();
    headers[name] = text();
  }
  return headers;
}

function format(headers: Headers): Buffer {
  const entries = Object.entries(headers);
  const count = Buffer.alloc(4);
  count.writeUInt32BE(entries.length);
  const parts = entries.flat().flatMap((word) => {
    const bytes = Buffer.from(word);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
  });
  return Buffer.concat([count, ...parts]);
}
