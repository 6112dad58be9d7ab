import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import type { BlobFolder } from '../blobs.ts';
import { advertisedSize, type Layer, mediaTypes } from '../manifest.ts';

/** A file, folder or link of a layer; `path` has no leading slash. */
export type LayerEntry = { path: string; mode: number; mtime: Date } & (
  | { type: 'directory' }
  | { type: 'symlink'; target: string }
  | { type: 'file'; content: Buffer }
  /** Read from `source` on this machine as it is packed. */
  | { type: 'file'; source: string; size: number }
);

export interface PackOptions {
  /** 0 stores: the same bytes from every version of zlib, which the digests of built-in images rely on. */
  level: number;
  /** Bytes, as `docker images` is to count this layer. */
  advertised: number;
}

/** Writes entries, in their order, as one compressed layer into the blob folder. */
export async function packLayer(
  blobs: BlobFolder,
  entries: readonly LayerEntry[],
  options: PackOptions,
): Promise<Layer> {
  const archive = pack();
  const hash = createHash('sha256');
  const compressed = createGzip({ level: options.level });
  const writing = Promise.all([
    pipeline(hashed(archive as AsyncIterable<Buffer>, hash), compressed),
    blobs.putStream(Readable.from(withoutOrigin(compressed))),
  ]);
  const filling = fill(archive, entries).catch((error: Error) => archive.destroy(error));
  const [, { digest, size }] = await writing;
  await filling;
  return {
    descriptor: {
      mediaType: mediaTypes.layer,
      digest,
      size,
      annotations: { [advertisedSize]: String(options.advertised) },
    },
    diffId: `sha256:${hash.digest('hex')}`,
  };
}

async function fill(archive: Pack, entries: readonly LayerEntry[]): Promise<void> {
  for (const entry of entries) await add(archive, entry);
  archive.finalize();
}

function add(archive: Pack, entry: LayerEntry): Promise<void> {
  const header = {
    name: entry.type === 'directory' ? `${entry.path}/` : entry.path,
    mode: entry.mode,
    mtime: entry.mtime,
    type: entry.type,
    ...(entry.type === 'symlink' ? { linkname: entry.target } : {}),
  };
  return new Promise((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(error) : resolve());
    if (entry.type === 'file' && 'source' in entry) {
      const into = archive.entry({ ...header, size: entry.size }, done);
      createReadStream(entry.source, entry.size > 0 ? { end: entry.size - 1 } : { end: 0 })
        .on('error', reject)
        .pipe(into as unknown as NodeJS.WritableStream);
    } else {
      archive.entry(header, entry.type === 'file' ? entry.content : Buffer.alloc(0), done);
    }
  });
}

async function* hashed(parts: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const part of parts) {
    hash.update(part);
    yield part;
  }
}

/** gzip's header names the operating system that it was written on; the digest of a layer must not. */
async function* withoutOrigin(parts: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let position = 0;
  for await (const part of parts) {
    if (position <= 9 && 9 < position + part.length) part[9 - position] = 255;
    position += part.length;
    yield part;
  }
}
