import type { BlobFolder } from '../../node/images/blobs.ts';
import { RegistryError } from '../../node/images/client/errors.ts';
import { fetchImage } from '../../node/images/fetch.ts';
import type { Hub } from '../../node/images/hub/hub.ts';
import { readDocument, readManifest } from '../../node/images/image.ts';
import {
  canonicalName,
  InvalidReference,
  parseReference,
  type Reference,
} from '../../node/images/reference.ts';
import type { NamedImageStore } from '../../node/images/store.ts';
import type { Image } from '../../node/images/types.ts';
import type { BuildRuntime } from './run-command.ts';
import { layersOf, StageState } from './stage-state.ts';

/** Where a build finds the images that it starts from, and what it works with. */
export interface Workshop {
  blobs: BlobFolder;
  hub: Hub;
  images: NamedImageStore;
  /** For the files of stages, while they are built. */
  temporary: string;
  runtime: BuildRuntime;
}

/** An image that FROM or COPY --from names. */
export interface BaseImage {
  /** As the build shows it: `docker.io/library/node:24-alpine`. */
  name: string;
  digest: string;
}

/**
 * One of the engine's own images, or else one from its registry. As with the real engine, what a build fetches for
 * itself does not appear among the engine's images.
 * @throws RegistryError, InvalidReference
 */
export async function findBase(name: string, workshop: Workshop, ask: boolean): Promise<BaseImage> {
  const reference = parseReference(name);
  const own: Image | undefined = ask ? undefined : workshop.images.find(name);
  const digest = own?.digest ?? (await fetchImage(reference, workshop));
  return { name: canonicalName(reference), digest };
}

/** What BuildKit says of a base image that it cannot have. Errors of another kind come back as they are. */
export function explainBase(name: string, error: unknown): { atStep: string; atEnd: string } | undefined {
  if (error instanceof InvalidReference) {
    const message = `failed to parse stage name "${name}": ${error.message}`;
    return { atStep: message, atEnd: message };
  }
  if (!(error instanceof RegistryError)) return undefined;
  const full = canonicalName(parseReference(name) as Reference);
  const atStep =
    error.kind === 'not-found'
      ? `${full}: not found`
      : `failed to do request: ${error.request}: ${error.message}`;
  return { atStep, atEnd: `${name}: failed to resolve source metadata for ${full}: ${atStep}` };
}

export async function stageFrom(base: BaseImage | undefined, workshop: Workshop): Promise<StageState> {
  const { blobs, temporary } = workshop;
  if (!base) return new StageState({ config: {}, layers: [], history: [], key: 'scratch' }, blobs, temporary);
  const manifest = await readManifest(blobs, base.digest);
  const document = await readDocument(blobs, manifest.config.digest);
  return new StageState(
    {
      config: document.config ?? {},
      layers: layersOf(manifest, document),
      history: document.history ?? [],
      key: manifest.config.digest,
    },
    blobs,
    temporary,
  );
}
