/** How one piece of content names another, as OCI images do. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An image for one platform. */
export interface Manifest {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

/** An image for several platforms: a list of manifests. */
export interface Index {
  readonly manifests: readonly Descriptor[];
}

export const indexType = 'application/vnd.oci.image.index.v1+json';

const indexTypes: readonly string[] = [
  indexType,
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
const manifestTypes: readonly string[] = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

export type ReadManifest =
  | { readonly kind: 'index'; readonly index: Index }
  | { readonly kind: 'manifest'; readonly manifest: Manifest };

/** @throws Error where it is neither, such as one of the first, signed kind */
export function readManifest(mediaType: string, bytes: Uint8Array): ReadManifest {
  const value = JSON.parse(Buffer.from(bytes).toString()) as Partial<Manifest & Index>;
  if (indexTypes.includes(mediaType) && Array.isArray(value.manifests)) {
    value.manifests.forEach(checked);
    return { kind: 'index', index: { manifests: value.manifests } };
  }
  if (manifestTypes.includes(mediaType) && value.config && Array.isArray(value.layers)) {
    [value.config, ...value.layers].forEach(checked);
    return { kind: 'manifest', manifest: { config: value.config, layers: value.layers } };
  }
  throw new Error(`its manifest is of a kind that pilotage does not know: ${mediaType || 'no media type'}`);
}

/** `linux/arm/v7`. The variant that every processor of an architecture has is left out. */
export function platformName({ os, architecture, variant }: NonNullable<Descriptor['platform']>): string {
  const usual = variant === undefined || variant === '' || (architecture === 'arm64' && variant === 'v8');
  return usual ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

/** What comes from outside becomes the name of a file. */
function checked({ digest, size }: Descriptor): void {
  if (!isDigest(digest) || !Number.isSafeInteger(size) || size < 0)
    throw new Error(`its manifest names content by "${digest}", which is no SHA-256 digest`);
}
