import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import writeFileAtomic from 'write-file-atomic';
import { isDigest } from '../blobs.ts';

/**
 * A registry's folder, laid out as registry:2 lays out /var/lib/registry: blobs by digest, and for each repository
 * links to the blobs, manifests and tags that it has.
 */
export class RegistryStorage {
  readonly #root: string;

  constructor(root: string) {
    this.#root = path.join(root, 'docker', 'registry', 'v2');
  }

  /** Where an upload of a repository is gathered. */
  uploadFile(repository: string, id: string): string {
    return path.join(this.#repository(repository), '_uploads', id, 'data');
  }

  /** Makes a gathered file, whose digest was verified, a blob of the repository. */
  async adopt(repository: string, file: string, digest: string): Promise<void> {
    const target = this.#blob(digest);
    await mkdir(path.dirname(target), { recursive: true });
    await rename(file, target);
    await rm(path.dirname(file), { recursive: true, force: true });
    await this.linkBlob(repository, digest);
  }

  async linkBlob(repository: string, digest: string): Promise<void> {
    await this.#link(path.join(this.#repository(repository), '_layers', ...segments(digest)), digest);
  }

  async unlinkBlob(repository: string, digest: string): Promise<void> {
    await rm(path.join(this.#repository(repository), '_layers', ...segments(digest)), {
      recursive: true,
      force: true,
    });
  }

  /** Bytes; undefined when the repository does not have it. */
  async blobSize(repository: string, digest: string): Promise<number | undefined> {
    if (!isDigest(digest)) return undefined;
    const linked = await readText(
      path.join(this.#repository(repository), '_layers', ...segments(digest), 'link'),
    );
    return linked === undefined ? undefined : (await stat(this.#blob(digest)).catch(() => undefined))?.size;
  }

  readBlob(digest: string, range?: { start: number; end: number }): Readable {
    return createReadStream(this.#blob(digest), range);
  }

  async putManifest(
    repository: string,
    digest: string,
    content: Buffer,
    tag: string | undefined,
  ): Promise<void> {
    const blob = this.#blob(digest);
    await mkdir(path.dirname(blob), { recursive: true });
    await writeFileAtomic(blob, content, { fsync: false });
    const manifests = path.join(this.#repository(repository), '_manifests');
    await this.#link(path.join(manifests, 'revisions', ...segments(digest)), digest);
    await mkdir(path.join(this.#repository(repository), '_layers'), { recursive: true });
    if (tag === undefined) return;
    await this.#link(path.join(manifests, 'tags', tag, 'index', ...segments(digest)), digest);
    await this.#link(path.join(manifests, 'tags', tag, 'current'), digest);
  }

  /** By tag or digest. */
  async manifest(
    repository: string,
    reference: string,
  ): Promise<{ digest: string; content: Buffer } | undefined> {
    const manifests = path.join(this.#repository(repository), '_manifests');
    const link = isDigest(reference)
      ? path.join(manifests, 'revisions', ...segments(reference), 'link')
      : path.join(manifests, 'tags', reference, 'current', 'link');
    const digest = await readText(link);
    if (digest === undefined) return undefined;
    if (!isDigest(reference) && !(await this.manifest(repository, digest))) return undefined;
    return { digest, content: await readFile(this.#blob(digest)) };
  }

  /** With the tags that point at it. */
  async deleteManifest(repository: string, digest: string): Promise<void> {
    const manifests = path.join(this.#repository(repository), '_manifests');
    await rm(path.join(manifests, 'revisions', ...segments(digest)), { recursive: true, force: true });
    for (const tag of await list(path.join(manifests, 'tags'))) {
      const current = await readText(path.join(manifests, 'tags', tag, 'current', 'link'));
      if (current === digest) await rm(path.join(manifests, 'tags', tag), { recursive: true, force: true });
    }
  }

  /** Undefined when there is no such repository. */
  async tags(repository: string): Promise<string[] | undefined> {
    const manifests = path.join(this.#repository(repository), '_manifests');
    if (!(await stat(manifests).catch(() => undefined))) return undefined;
    return list(path.join(manifests, 'tags'));
  }

  /** Names of all repositories, sorted. */
  async repositories(): Promise<string[]> {
    const found: string[] = [];
    const walk = async (name: string) => {
      const names = await list(path.join(this.#root, 'repositories', name));
      if (names.includes('_layers')) found.push(name);
      for (const part of names) if (!part.startsWith('_')) await walk(name === '' ? part : `${name}/${part}`);
    };
    await walk('');
    return found.toSorted();
  }

  #repository(name: string): string {
    return path.join(this.#root, 'repositories', name);
  }

  #blob(digest: string): string {
    const [algorithm, hex] = segments(digest);
    return path.join(this.#root, 'blobs', algorithm, hex.slice(0, 2), hex, 'data');
  }

  async #link(folder: string, digest: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(path.join(folder, 'link'), digest, { fsync: false });
  }
}

function segments(digest: string): [algorithm: string, hex: string] {
  if (!isDigest(digest)) throw new Error(`invalid digest ${JSON.stringify(digest)}`);
  return ['sha256', digest.slice('sha256:'.length)];
}

async function list(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch {
    return [];
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}
