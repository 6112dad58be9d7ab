import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { BlobFolder } from './blobs.ts';
import { type FetchOptions, fetchImage } from './fetch.ts';
import type { Hub } from './hub/hub.ts';
import { readImage } from './image.ts';
import { unpackLayer } from './layer/unpack.ts';
import { toPullError } from './pull-error.ts';
import {
  canonicalName,
  familiarName,
  InvalidReference,
  parseReference,
  type Reference,
  withDigest,
} from './reference.ts';
import { type Image, type ImageStore, PullError } from './types.ts';

/** One image with every name it has, as people write them: `busybox:latest`, `127.0.0.1:31234/rng@sha256:…`. */
export interface NamedImage {
  image: Image;
  tags: string[];
  digests: string[];
}

/** An ImageStore whose names can be listed and changed: what the docker engine needs besides. */
export interface NamedImageStore extends ImageStore {
  list(): NamedImage[];
  /** By name, by ID (`sha256:…`) or by the beginning of an ID. */
  resolve(text: string): NamedImage | undefined;
  /** Gives an image that is there one more name; takes the name from the one that had it. */
  tag(reference: Reference, image: Image): void;
  /** Takes a name away. The image stays, nameless if this was its last. */
  untag(name: string): void;
  /** Takes an image and all its names away. */
  remove(image: Image): void;
  /** Takes up an image whose manifest is in the blob folder, with or without a name. */
  put(manifestDigest: string, reference?: Reference): Promise<Image>;
  /** As `pull`, but with progress, and with the registry's own error. @throws RegistryError, DigestMismatch */
  fetch(reference: Reference, onLayer?: FetchOptions['onLayer']): Promise<Image>;
  /** Resolves when what was changed so far is on the disk. */
  saved(): Promise<void>;
}

export interface ImageStoreOptions {
  blobs: BlobFolder;
  hub: Hub;
  /** Where the names are kept. */
  file: string;
}

interface Saved {
  images: Image[];
  names: Record<string, string>;
}

export function createImageStore({ blobs, hub, file }: ImageStoreOptions): NamedImageStore {
  const before = load(file);
  const images = new Map(before.images.map((image) => [image.id, image]));
  const names = new Map(Object.entries(before.names));
  const pulling = new Map<string, Promise<Image>>();
  let saving = Promise.resolve();

  const save = () => {
    saving = saving
      .catch(() => undefined)
      .then(() => {
        const now: Saved = { images: [...images.values()], names: Object.fromEntries(names) };
        return writeFileAtomic(file, JSON.stringify(now), { fsync: false });
      });
    saving.catch(() => undefined);
  };
  const keep = (image: Image, ...references: Reference[]) => {
    images.set(image.id, image);
    for (const reference of references) names.set(canonicalName(reference), image.id);
    save();
    return image;
  };
  const describe = (image: Image): NamedImage => {
    const own = [...names]
      .filter(([, id]) => id === image.id)
      .map(([name]) => familiarName(parseReference(name)));
    return {
      image,
      tags: own.filter((name) => !name.includes('@')),
      digests: own.filter((name) => name.includes('@')),
    };
  };
  const find = (text: string) => {
    try {
      return images.get(names.get(canonicalName(parseReference(text))) ?? '');
    } catch (error) {
      if (error instanceof InvalidReference) return undefined;
      throw error;
    }
  };
  const fetch: NamedImageStore['fetch'] = async (reference, onLayer) => {
    const digest = await fetchImage(reference, { blobs, hub, ...(onLayer ? { onLayer } : {}) });
    return keep(await readImage(blobs, digest), reference, withDigest(reference, digest));
  };

  return {
    find,
    fetch,
    list: () => [...images.values()].map(describe),
    resolve(text) {
      const named = find(text);
      if (named) return describe(named);
      const id = text.replace(/^sha256:/, '');
      if (!/^[0-9a-f]{4,64}$/.test(id)) return undefined;
      const fits = [...images.values()].filter((image) => image.id.startsWith(`sha256:${id}`));
      return fits.length === 1 && fits[0] ? describe(fits[0]) : undefined;
    },
    tag: (reference, image) => void keep(image, reference),
    untag(name) {
      names.delete(canonicalName(parseReference(name)));
      save();
    },
    remove(image) {
      images.delete(image.id);
      for (const [name, id] of names) if (id === image.id) names.delete(name);
      save();
    },
    put: async (digest, reference) => keep(await readImage(blobs, digest), ...(reference ? [reference] : [])),
    async pull(text) {
      const reference = parseForKubelet(text);
      const name = canonicalName(reference);
      const running = pulling.get(name);
      if (running) return running;
      const pulled = fetch(reference)
        .catch((error: Error) => {
          throw toPullError(error, reference);
        })
        .finally(() => pulling.delete(name));
      pulling.set(name, pulled);
      return pulled;
    },
    async unpack(image, folder) {
      for (const layer of image.layers) await unpackLayer(blobs.stream(layer), folder);
    },
    saved: () => saving,
  };
}

function parseForKubelet(text: string): Reference {
  try {
    return parseReference(text);
  } catch (error) {
    if (!(error instanceof InvalidReference)) throw error;
    throw new PullError(
      'invalid-name',
      `Failed to apply default image tag "${text}": couldn't parse image reference "${text}": ${error.message}`,
    );
  }
}

function load(file: string): Saved {
  mkdirSync(path.dirname(file), { recursive: true });
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Saved;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { images: [], names: {} };
    throw error;
  }
}
