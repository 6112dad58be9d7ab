import type { BlobFolder } from './blobs.ts';
import {
  advertisedSize,
  type Descriptor,
  type ImageDocument,
  type Manifest,
  mediaTypes,
} from './manifest.ts';
import type { Image } from './types.ts';

/** Reads an image whose manifest and configuration are in the blob folder. */
export async function readImage(blobs: BlobFolder, digest: string): Promise<Image> {
  const manifest = await readManifest(blobs, digest);
  const document = await readDocument(blobs, manifest.config.digest);
  const sizes = await Promise.all(manifest.layers.map((layer) => layerSize(blobs, layer)));
  return {
    id: manifest.config.digest,
    digest,
    config: document.config ?? {},
    layers: manifest.layers.map((layer) => layer.digest),
    size: sizes.reduce((sum, size) => sum + size, 0),
    created: document.created ?? '0001-01-01T00:00:00Z',
  };
}

export async function readManifest(blobs: BlobFolder, digest: string): Promise<Manifest> {
  return JSON.parse((await blobs.read(digest)).toString()) as Manifest;
}

export async function readDocument(blobs: BlobFolder, id: string): Promise<ImageDocument> {
  return JSON.parse((await blobs.read(id)).toString()) as ImageDocument;
}

/** Bytes of a layer as `docker images` counts them: advertised, or else those of its files. */
export async function layerSize(blobs: BlobFolder, layer: Descriptor): Promise<number> {
  const advertised = layer.annotations?.[advertisedSize];
  if (advertised !== undefined) return Number(advertised);
  const isGzip = layer.mediaType === mediaTypes.layer || layer.mediaType.endsWith('+gzip');
  return isGzip ? blobs.uncompressedSize(layer.digest) : layer.size;
}
