import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BlobFolder } from '../../node/images/blobs.ts';
import { unpackLayer } from '../../node/images/layer/unpack.ts';
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
  #root: Promise<string> | undefined;
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
    this.#root ??= (async () => {
      const folder = await this.newFolder();
      for (const layer of this.layers) await unpackLayer(this.#blobs.stream(layer.descriptor.digest), folder);
      return folder;
    })();
    return this.#root;
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
    const root = await this.#root;
    if (root !== undefined && !inPlace) await unpackLayer(this.#blobs.stream(layer.descriptor.digest), root);
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
    await this.#root?.catch(() => undefined);
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
