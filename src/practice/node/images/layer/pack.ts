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
  const filling = fill(archive, entries).catch((error: Error) => {
    archive.destroy(error);
    throw error;
  });
  // All come to their end first, so that nothing is left behind; what went wrong while filling says the most.
  const [filled, squeezed, stored] = await Promise.allSettled([
    filling,
    pipeline(hashed(archive as AsyncIterable<Buffer>, hash), compressed),
    blobs.putStream(Readable.from(withoutOrigin(compressed))),
  ]);
  if (filled.status === 'rejected') throw filled.reason;
  if (squeezed.status === 'rejected') throw squeezed.reason;
  if (stored.status === 'rejected') throw stored.reason;
  const { digest, size } = stored.value;
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
    if (entry.type === 'file' && 'source' in entry && entry.size > 0) {
      const changed = () => reject(new Error(`${entry.source} changed while it was read`));
      const into = archive.entry({ ...header, size: entry.size }, (error) => (error ? changed() : resolve()));
      into.on('error', changed);
      createReadStream(entry.source, { end: entry.size - 1 })
        .on('error', reject)
        .pipe(into as unknown as NodeJS.WritableStream);
    } else {
      archive.entry(header, 'content' in entry ? entry.content : Buffer.alloc(0), done);
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
