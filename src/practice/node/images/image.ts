import type { BlobFolder } from './blobs.ts';
import { type ImageDocument, layerSize, type Manifest } from './manifest.ts';
import type { Image } from './types.ts';

/** Reads an image whose manifest and configuration are in the blob folder. */
export async function readImage(blobs: BlobFolder, digest: string): Promise<Image> {
  const manifest = await readManifest(blobs, digest);
  const document = await readDocument(blobs, manifest.config.digest);
  return {
    id: manifest.config.digest,
    digest,
    config: document.config ?? {},
    layers: manifest.layers.map((layer) => layer.digest),
    size: manifest.layers.reduce((sum, layer) => sum + layerSize(layer), 0),
    created: document.created ?? '0001-01-01T00:00:00Z',
  };
}

export async function readManifest(blobs: BlobFolder, digest: string): Promise<Manifest> {
  return JSON.parse((await blobs.read(digest)).toString()) as Manifest;
}

export async function readDocument(blobs: BlobFolder, id: string): Promise<ImageDocument> {
  return JSON.parse((await blobs.read(id)).toString()) as ImageDocument;
}
