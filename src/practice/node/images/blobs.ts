import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A blob's name and its length in bytes. */
export interface Blob {
  digest: string;
  size: number;
}

const digestPattern = /^sha256:[0-9a-f]{64}$/;

export function isDigest(text: string): boolean {
  return digestPattern.test(text);
}

export function digestOf(data: Uint8Array | string): string {
  return `sha256:${createHash('sha256').update(data).digest('hex')}`;
}

/** What was received is not what its digest says. */
export class DigestMismatch extends Error {
  constructor(expected: string, actual: string) {
    super(`filesystem layer verification failed for digest ${expected} (got ${actual})`);
    this.name = 'DigestMismatch';
  }
}

/**
 * A folder of files named by their content. A blob appears under its name only once it is whole: it is written beside
 * it and renamed, so that a reader, or a second writer of the same content, never sees half of one.
 */
export class BlobFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = path.join(folder, 'sha256');
  }

  /** @throws Error when `digest` is none, so that no name from outside reaches the file system. */
  path(digest: string): string {
    if (!isDigest(digest)) throw new Error(`invalid digest ${JSON.stringify(digest)}`);
    return path.join(this.#folder, digest.slice('sha256:'.length));
  }

  /** Bytes; undefined when it is not there. */
  async size(digest: string): Promise<number | undefined> {
    try {
      return (await stat(this.path(digest))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async has(digest: string): Promise<boolean> {
    return (await this.size(digest)) !== undefined;
  }

  read(digest: string): Promise<Buffer> {
    return readFile(this.path(digest));
  }

  stream(digest: string): Readable {
    return createReadStream(this.path(digest));
  }

  /** Bytes of a gzip archive once it is unpacked, from its last four bytes: exact below 4 GiB. */
  async uncompressedSize(digest: string): Promise<number> {
    await using file = await open(this.path(digest));
    const { size } = await file.stat();
    const trailer = Buffer.alloc(4);
    await file.read(trailer, 0, 4, Math.max(0, size - 4));
    return trailer.readUInt32LE();
  }

  async put(data: Uint8Array | string): Promise<Blob> {
    const digest = digestOf(data);
    if (!(await this.has(digest))) {
      const temporary = await this.#temporary();
      await writeFile(temporary, data);
      await rename(temporary, this.path(digest));
    }
    return { digest, size: Buffer.byteLength(data) };
  }

  /** @throws DigestMismatch when `expected` is given and differs; nothing is kept then. */
  async putStream(source: Readable, expected?: string): Promise<Blob> {
    const temporary = await this.#temporary();
    const hash = createHash('sha256');
    let size = 0;
    try {
      await pipeline(
        source,
        async function* (parts: AsyncIterable<Buffer>) {
          for await (const part of parts) {
            hash.update(part);
            size += part.length;
            yield part;
          }
        },
        createWriteStream(temporary),
      );
      const digest = `sha256:${hash.digest('hex')}`;
      if (expected !== undefined && digest !== expected) throw new DigestMismatch(expected, digest);
      await rename(temporary, this.path(digest));
      return { digest, size };
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async #temporary(): Promise<string> {
    await mkdir(this.#folder, { recursive: true });
    return path.join(this.#folder, `.${randomUUID()}`);
  }
}
