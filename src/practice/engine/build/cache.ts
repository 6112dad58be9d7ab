import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { BlobFolder } from '../../node/images/blobs.ts';
import type { Layer } from '../../node/images/manifest.ts';

/** What a step left behind the last time. */
export interface CachedStep {
  created: string;
  /** Of the steps that change files. */
  layer?: Layer;
}

/** More steps than a workshop builds; the oldest go first. */
const most = 2000;

/** Steps of earlier builds, by all that decided what they did: the steps before, the instruction, the files. */
export class BuildCache {
  readonly #file: string;
  readonly #blobs: BlobFolder;
  #reads = true;
  #steps: Promise<Map<string, CachedStep>> | undefined;

  constructor(file: string, blobs: BlobFolder) {
    this.#file = file;
    this.#blobs = blobs;
  }

  async get(key: string): Promise<CachedStep | undefined> {
    if (!this.#reads) return undefined;
    const step = (await this.#load()).get(key);
    if (step?.layer && !(await this.#blobs.has(step.layer.descriptor.digest))) return undefined;
    return step;
  }

  /** The same cache for a build that is to use nothing of it, but leave what it does. */
  writeOnly(): BuildCache {
    const cache = new BuildCache(this.#file, this.#blobs);
    cache.#steps = this.#load();
    cache.#reads = false;
    return cache;
  }

  async set(key: string, step: CachedStep): Promise<void> {
    const steps = await this.#load();
    steps.delete(key);
    steps.set(key, step);
    for (const oldest of steps.keys()) {
      if (steps.size <= most) break;
      steps.delete(oldest);
    }
  }

  async save(): Promise<void> {
    await mkdir(path.dirname(this.#file), { recursive: true });
    await writeFileAtomic(this.#file, JSON.stringify([...(await this.#load())]), { fsync: false });
  }

  #load(): Promise<Map<string, CachedStep>> {
    this.#steps ??= readFile(this.#file, 'utf8').then(
      (text) => new Map(JSON.parse(text) as [string, CachedStep][]),
      () => new Map(),
    );
    return this.#steps;
  }
}

export function cacheKey(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
