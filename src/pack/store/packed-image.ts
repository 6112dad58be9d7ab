import { canonicalName, type Image, parseImage } from '../../lesson/images/reference.ts';
import type { Descriptor } from './manifest.ts';

/** What index.json says of an image. The first two are read by containerd, skopeo and others. */
const keys = {
  containerd: 'io.containerd.image.name',
  reference: 'org.opencontainers.image.ref.name',
  platforms: 'dev.pilotage.platforms',
} as const;

export interface PackedImage {
  readonly image: Image;
  /** Of the image as a whole: a manifest, or a list of them. */
  readonly top: Descriptor;
  /** Those that are there: `linux/amd64`. */
  readonly platforms: readonly string[];
}

export function descriptorOf({ image, top, platforms }: PackedImage): Descriptor {
  const { mediaType, digest, size } = top;
  const name = canonicalName(image);
  const annotations = {
    [keys.containerd]: name,
    [keys.reference]: name,
    [keys.platforms]: platforms.join(','),
  };
  return { mediaType, digest, size, annotations };
}

/** Undefined where another program has written it without a name. */
export function packedImageOf(top: Descriptor): PackedImage | undefined {
  const name = top.annotations?.[keys.containerd] ?? top.annotations?.[keys.reference] ?? '';
  const image = parseImage(name);
  const platforms = top.annotations?.[keys.platforms]?.split(',').filter((one) => one !== '') ?? [];
  return image && { image, top, platforms };
}
