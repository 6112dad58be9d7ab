import type { BlobFolder } from '../blobs.ts';
import { type LayerEntry, packLayer } from '../layer/pack.ts';
import { type ImageDocument, type Layer, type Manifest, mediaTypes } from '../manifest.ts';
import type { ImageConfig } from '../types.ts';
import type { ImageSpec } from './image-spec.ts';
import type { LayerSpec } from './layers.ts';
import { nodeImages } from './node.ts';
import { refusedImages } from './refused.ts';
import { serverImages } from './servers.ts';
import { systems } from './systems.ts';
import { tutorialImages } from './tutorials.ts';

/** The images that every practice cluster can pull, network or not: what docker.io and a few others stand for here. */
export interface Hub {
  /** Tags of a repository (`library/nginx`, `registry.k8s.io/pause`), the usual one first; undefined when there is no such repository. */
  tags(repository: string): string[] | undefined;
  /** The digest of its manifest, whose blobs are in the blob folder then; undefined when there is no such image. */
  image(repository: string, tagOrDigest: string): Promise<string | undefined>;
}

export const catalogue: readonly ImageSpec[] = [
  ...systems,
  ...nodeImages,
  ...serverImages,
  ...tutorialImages,
  ...refusedImages,
];

export function createHub(blobs: BlobFolder): Hub {
  const made = new Map<ImageSpec, Promise<string>>();
  const make = (spec: ImageSpec) => {
    const before = made.get(spec);
    if (before) return before;
    const digest = makeImage(spec, blobs);
    made.set(spec, digest);
    digest.catch(() => made.delete(spec));
    return digest;
  };
  const of = (repository: string) => catalogue.filter((spec) => spec.repository === repository);
  return {
    tags(repository) {
      const tags = of(repository).flatMap((spec) => spec.tags);
      return tags.length > 0 ? tags : undefined;
    },
    async image(repository, tagOrDigest) {
      if (!tagOrDigest.includes(':')) {
        const spec = of(repository).find((candidate) => candidate.tags.includes(tagOrDigest));
        return spec && make(spec);
      }
      for (const spec of of(repository)) {
        if ((await make(spec)) === tagOrDigest) return tagOrDigest;
      }
      return undefined;
    },
  };
}

async function makeImage(spec: ImageSpec, blobs: BlobFolder): Promise<string> {
  const date = new Date(spec.created);
  const layers: Layer[] = [];
  for (const layer of spec.layers) {
    layers.push(await packLayer(blobs, entriesOf(layer), { level: 0, advertised: layer.advertised }));
  }
  const document: ImageDocument = {
    architecture: 'amd64',
    os: 'linux',
    created: spec.created,
    config: spec.config,
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.diffId) },
    history: [
      ...spec.layers.map((layer) => ({ created: date.toISOString(), created_by: layer.createdBy })),
      {
        created: date.toISOString(),
        created_by: lastInstruction(spec.config),
        empty_layer: true,
      },
    ],
  };
  const config = await blobs.put(JSON.stringify(document));
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: { mediaType: mediaTypes.config, ...config },
    layers: layers.map((layer) => layer.descriptor),
  };
  return (await blobs.put(JSON.stringify(manifest, undefined, 2))).digest;
}

/** As `docker history` shows the newest line. */
function lastInstruction({ Cmd, Entrypoint }: ImageConfig): string {
  return Cmd ? `CMD ${JSON.stringify(Cmd)}` : `ENTRYPOINT ${JSON.stringify(Entrypoint)}`;
}

/** Of a layer's files, parents before what lies in them; always the same, so that the digest is. */
function entriesOf(layer: LayerSpec): LayerEntry[] {
  const mtime = new Date('2024-01-01T00:00:00Z');
  return Object.entries(layer.files)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, content]): LayerEntry => {
      if (path.endsWith('/')) return { type: 'directory', path: path.slice(0, -1), mode: 0o755, mtime };
      if (content.startsWith('-> '))
        return { type: 'symlink', path, target: content.slice(3), mode: 0o777, mtime };
      const mode = content.startsWith('#!') ? 0o755 : 0o644;
      return { type: 'file', path, content: Buffer.from(content), mode, mtime };
    });
}
