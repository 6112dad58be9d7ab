import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BlobFolder } from '../../node/images/blobs.ts';
import { type Extent, unpackLayer } from '../../node/images/layer/unpack.ts';
import {
  type HistoryEntry,
  type ImageDocument,
  type Layer,
  type Manifest,
  mediaTypes,
} from '../../node/images/manifest.ts';
import type { ImageConfig } from '../../node/images/types.ts';

/** A stage of a build as it grows: what will be its image. */
export class StageState {
  readonly config: ImageConfig;
  readonly layers: Layer[];
  readonly history: HistoryEntry[];
  /** ARG values by name, as far as declared. */
  readonly args = new Map<string, string>();
  /** Of all that was done so far. */
  key: string;
  /** Whether this stage has set CMD itself. */
  ownCommand = false;
  readonly #roots = new Map<Extent, Promise<string>>();
  readonly #folders: string[] = [];
  readonly #blobs: BlobFolder;
  readonly #temporary: string;

  constructor(
    from: { config: ImageConfig; layers: Layer[]; history: HistoryEntry[]; key: string },
    blobs: BlobFolder,
    temporary: string,
  ) {
    this.config = structuredClone(from.config);
    this.layers = [...from.layers];
    this.history = [...from.history];
    this.key = from.key;
    this.#blobs = blobs;
    this.#temporary = temporary;
  }

  /** A folder with the stage's files, made when it is first asked for: a build of cached steps never does. */
  root(): Promise<string> {
    return this.#unpacked('all');
  }

  /** The same with no more than says where a path leads, for steps that add files: hundreds of them need not be written. */
  outline(): Promise<string> {
    return this.#roots.get('all') ?? this.#unpacked('outline');
  }

  #unpacked(extent: Extent): Promise<string> {
    const known = this.#roots.get(extent);
    if (known) return known;
    const unpacked = (async () => {
      const folder = await this.newFolder();
      for (const layer of this.layers) await this.#unpack(layer, folder, extent);
      return folder;
    })();
    this.#roots.set(extent, unpacked);
    return unpacked;
  }

  #unpack({ descriptor }: Layer, folder: string, extent: Extent): Promise<void> {
    return unpackLayer(this.#blobs.stream(descriptor.digest), folder, extent);
  }

  /** An empty folder that goes with the stage. */
  async newFolder(): Promise<string> {
    const folder = path.join(this.#temporary, randomUUID());
    this.#folders.push(folder);
    await mkdir(folder, { recursive: true });
    return folder;
  }

  /** @param inPlace what it holds is in the stage's files already */
  async addLayer(layer: Layer, inPlace = false): Promise<void> {
    for (const [extent, root] of this.#roots)
      if (extent === 'outline' || !inPlace) await this.#unpack(layer, await root, extent);
    this.layers.push(layer);
  }

  variable(name: string): string | undefined {
    const prefix = `${name}=`;
    return (
      this.config.Env?.find((entry) => entry.startsWith(prefix))?.slice(prefix.length) ?? this.args.get(name)
    );
  }

  /** A stage that starts where this one ended. ARGs belong to the stage that declared them. */
  fork(): StageState {
    return new StageState(this, this.#blobs, this.#temporary);
  }

  async dispose(): Promise<void> {
    await Promise.allSettled(this.#roots.values());
    for (const folder of this.#folders) await rm(folder, { recursive: true, force: true });
  }

  /** Writes configuration and manifest; resolves to the manifest's digest. */
  async commit(): Promise<string> {
    const document: ImageDocument = {
      architecture: 'amd64',
      os: 'linux',
      created: this.history.at(-1)?.created ?? new Date().toISOString(),
      config: this.config,
      rootfs: { type: 'layers', diff_ids: this.layers.map((layer) => layer.diffId) },
      history: this.history,
    };
    const config = await this.#blobs.put(JSON.stringify(document));
    const manifest: Manifest = {
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      config: { mediaType: mediaTypes.config, ...config },
      layers: this.layers.map((layer) => layer.descriptor),
    };
    return (await this.#blobs.put(JSON.stringify(manifest, undefined, 2))).digest;
  }
}

/** Pairs an image's layers with their uncompressed digests. */
export function layersOf(manifest: Manifest, document: ImageDocument): Layer[] {
  return manifest.layers.map((descriptor, index) => ({
    descriptor,
    diffId: document.rootfs.diff_ids[index] ?? descriptor.digest,
  }));
}
