import type { Image } from '../../lesson/images/reference.ts';
import { type Descriptor, isDigest, type Manifest, platformName, readManifest } from '../store/manifest.ts';
import { digestOf, type PackFolder } from '../store/pack-folder.ts';
import { FetchError, fromFirst, type Source } from './source.ts';

/** All that an image consists of, for some platforms. */
export interface ImagePlan {
  readonly image: Image;
  readonly top: Descriptor;
  readonly platforms: readonly {
    readonly platform: string;
    readonly digest: string;
    readonly size: number;
  }[];
  /** Wanted platforms that it is not made for. */
  readonly lacking: readonly string[];
  /** Manifests, each beside its content, which was read to know the rest. */
  readonly manifests: ReadonlyMap<Descriptor, Uint8Array>;
  /** Configurations and layers, each once. */
  readonly blobs: readonly Descriptor[];
}

export interface PlanOptions {
  readonly folder: PackFolder;
  readonly sources: readonly Source[];
  /** `linux/amd64`. */
  readonly platforms: readonly string[];
  /** What the name meant when it was packed: it does not change under a pack. */
  readonly pinned?: Descriptor | undefined;
}

/** Reads what is to be had of an image. Writes nothing. @throws FetchError */
export async function planImage(image: Image, options: PlanOptions): Promise<ImagePlan> {
  const { pinned, platforms: wanted } = options;
  const top = await topOf(image, options);
  const manifests = new Map<Descriptor, Uint8Array>([[top.descriptor, top.bytes]]);
  const read = parsed(image, top.descriptor.mediaType, top.bytes);
  const found: { platform: string; descriptor: Descriptor; manifest: Manifest }[] = [];
  if (read.kind === 'manifest') {
    const platform = await platformOf(read.manifest, options);
    found.push({ platform, descriptor: top.descriptor, manifest: read.manifest });
  } else {
    for (const descriptor of read.index.manifests) {
      const { platform } = descriptor;
      const name = platform === undefined ? '' : platformName(platform);
      if (!wanted.includes(name)) continue;
      const bytes = await contentOf(descriptor, options);
      const inner = parsed(image, descriptor.mediaType, bytes);
      if (inner.kind !== 'manifest') continue;
      manifests.set(descriptor, bytes);
      found.push({ platform: name, descriptor, manifest: inner.manifest });
    }
    if (found.length === 0) {
      const there = read.index.manifests.flatMap(({ platform }) => (platform ? platformName(platform) : []));
      throw new FetchError(
        'absent',
        `it is not made for ${wanted.join(' or ')}, but for ${[...new Set(there)].filter((one) => !one.startsWith('unknown')).join(', ')}`,
      );
    }
  }
  const lacking = wanted.filter((one) => !found.some(({ platform }) => platform === one));
  const blobs = new Map(
    found.flatMap(({ manifest }) =>
      [manifest.config, ...manifest.layers].map((blob) => [blob.digest, blob] as const),
    ),
  );
  return {
    image,
    top: pinned ?? top.descriptor,
    platforms: found.map(({ platform, descriptor, manifest }) => ({
      platform,
      digest: descriptor.digest,
      size: [manifest.config, ...manifest.layers].reduce((sum, { size }) => sum + size, descriptor.size),
    })),
    lacking,
    manifests,
    blobs: [...blobs.values()],
  };
}

async function topOf(
  { reference }: Image,
  options: PlanOptions,
): Promise<{ descriptor: Descriptor; bytes: Uint8Array }> {
  const { folder, sources, pinned } = options;
  if (pinned) return { descriptor: pinned, bytes: await contentOf(pinned, options) };
  return fromFirst(sources, async (source) => {
    const { digest, mediaType } = await source.head(reference);
    // One that an interrupted download has left need not be pulled again.
    const kept = digest && isDigest(digest) ? await keptBytes(folder, digest) : undefined;
    if (digest && kept) return { descriptor: { mediaType, digest, size: kept.length }, bytes: kept };
    const fetched = await source.manifest(reference);
    const descriptor = { mediaType: fetched.mediaType, digest: fetched.digest, size: fetched.bytes.length };
    return { descriptor, bytes: fetched.bytes };
  });
}

/** A manifest or a configuration: from the folder if it is there and whole. */
async function contentOf(
  { digest, mediaType }: Descriptor,
  { folder, sources }: PlanOptions,
): Promise<Uint8Array> {
  const kept = await keptBytes(folder, digest);
  if (kept) return kept;
  const isManifest = /manifest|index/.test(mediaType);
  return fromFirst(sources, async (source) =>
    isManifest ? (await source.manifest(digest)).bytes : source.content(digest),
  );
}

async function keptBytes(folder: PackFolder, digest: string): Promise<Buffer | undefined> {
  const bytes = await folder.read(digest).catch(() => undefined);
  return bytes && digestOf(bytes) === digest ? bytes : undefined;
}

/** Which platform an image is made for that does not come as a list. */
async function platformOf({ config }: Manifest, options: PlanOptions): Promise<string> {
  const bytes = await contentOf(config, options);
  const {
    os = 'linux',
    architecture = 'unknown',
    variant,
  } = JSON.parse(Buffer.from(bytes).toString()) as {
    os?: string;
    architecture?: string;
    variant?: string;
  };
  return platformName({ os, architecture, ...(variant !== undefined && { variant }) });
}

function parsed(image: Image, mediaType: string, bytes: Uint8Array) {
  try {
    return readManifest(mediaType, bytes);
  } catch (error) {
    throw new FetchError('absent', `${image.name}: ${(error as Error).message}`);
  }
}
