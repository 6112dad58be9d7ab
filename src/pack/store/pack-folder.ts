import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import writeFileAtomic from 'write-file-atomic';
import { UsageError } from '../../base/errors.ts';
import { type Descriptor, indexType, isDigest } from './manifest.ts';

const marker = 'oci-layout';

/**
 * A folder with images in the OCI image layout, and the files of lessons beside them:
 *
 *   oci-layout index.json blobs/sha256/…   images; an image is in index.json once all of it is there
 *   lessons/ID/…                           a lesson as it lies in its folder
 *   partial/…                              blobs that are not whole yet
 */
export class PackFolder {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
  }

  /** Whether there is a pack. @throws UsageError where something else is in its place */
  async exists(): Promise<boolean> {
    const entries = await readdir(this.dir).catch((error: NodeJS.ErrnoException): string[] => {
      if (error.code === 'ENOENT') return [];
      throw new UsageError(
        `${this.dir} is no folder that can be read: ${error.message}`,
        'Name another: --dir DIR',
      );
    });
    if (entries.includes(marker)) return true;
    if (entries.length === 0) return false;
    throw new UsageError(
      `${this.dir} is a folder with something else in it: nothing was written there.`,
      'Name another for the pack, or one that is not there yet: --dir DIR',
    );
  }

  async create(): Promise<void> {
    await mkdir(this.dir, { recursive: true });
    // First, so that a pack is known as one from then on.
    await writeFileAtomic(join(this.dir, marker), '{"imageLayoutVersion":"1.0.0"}\n');
    await mkdir(join(this.dir, 'blobs', 'sha256'), { recursive: true });
    await mkdir(this.partialDir, { recursive: true });
  }

  get partialDir(): string {
    return join(this.dir, 'partial');
  }

  get lessonsDir(): string {
    return join(this.dir, 'lessons');
  }

  get indexFile(): string {
    return join(this.dir, 'index.json');
  }

  /** The images that are there as a whole. @throws UsageError where the list of them cannot be read */
  async images(): Promise<Descriptor[]> {
    const text = await readFile(this.indexFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{"manifests":[]}';
      throw error;
    });
    try {
      const { manifests } = JSON.parse(text) as { manifests: Descriptor[] };
      if (manifests.every(({ digest }) => isDigest(digest))) return manifests;
    } catch {
      // Said below.
    }
    throw new UsageError(
      `${this.indexFile} cannot be read: it is no list of images.`,
      'Take that file away and pack again: what has been fetched is found by its digest.',
    );
  }

  async putImages(manifests: readonly Descriptor[]): Promise<void> {
    const index = { schemaVersion: 2, mediaType: indexType, manifests };
    await writeFileAtomic(this.indexFile, `${JSON.stringify(index, null, 2)}\n`);
  }

  /** @throws TypeError where `digest` is none, so that no name from outside reaches the file system */
  blob(digest: string): string {
    if (!isDigest(digest)) throw new TypeError(`no digest: ${digest}`);
    return join(this.dir, 'blobs', 'sha256', digest.slice('sha256:'.length));
  }

  partial(digest: string): string {
    return join(this.partialDir, this.blob(digest).slice(-64));
  }

  /** Whether content is there with its size. That it is what its digest says was seen when it came. */
  async has({ digest, size }: Pick<Descriptor, 'digest' | 'size'>): Promise<boolean> {
    return (await statOf(this.blob(digest)))?.size === size;
  }

  read(digest: string): Promise<Buffer> {
    return readFile(this.blob(digest));
  }

  /** Keeps content that is known as a whole. */
  async put(digest: string, bytes: Uint8Array): Promise<void> {
    await writeFileAtomic(this.blob(digest), Buffer.from(bytes));
  }

  /** Makes a file that was fetched a blob, if it is what its digest says. */
  async adopt(file: string, digest: string): Promise<boolean> {
    if ((await digestOfFile(file)) !== digest) return false;
    await rename(file, this.blob(digest));
    return true;
  }
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

export async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return `sha256:${hash.digest('hex')}`;
}

export async function statOf(file: string): Promise<Stats | undefined> {
  return stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
