import type { ImageConfig } from './types.ts';

export const mediaTypes = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  list: 'application/vnd.docker.distribution.manifest.list.v2+json',
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociIndex: 'application/vnd.oci.image.index.v1+json',
} as const;

/** What a client says it understands when it asks for a manifest. */
export const manifestAccept = [
  mediaTypes.manifest,
  mediaTypes.list,
  mediaTypes.ociManifest,
  mediaTypes.ociIndex,
  '*/*',
].join(', ');

/**
 * On a layer's descriptor: its size as `docker images` is to show it. The layers of built-in images are small stand-ins;
 * this keeps the figures that people know through push, pull and build.
 */
export const advertisedSize = 'dev.pilotage.size';

export interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
  annotations?: Record<string, string>;
}

export interface Manifest {
  schemaVersion: 2;
  mediaType: string;
  config: Descriptor;
  layers: Descriptor[];
}

export interface HistoryEntry {
  created: string;
  created_by: string;
  comment?: string;
  empty_layer?: boolean;
}

/** An OCI image configuration, as far as it is used here. */
export interface ImageDocument {
  architecture: string;
  os: string;
  created?: string;
  config?: ImageConfig;
  rootfs: { type: 'layers'; diff_ids: string[] };
  history?: HistoryEntry[];
}

/** A layer together with what an image has to know of it. */
export interface Layer {
  descriptor: Descriptor;
  /** Digest of the uncompressed archive. */
  diffId: string;
}
