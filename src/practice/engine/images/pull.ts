import { DigestMismatch } from '../../node/images/blobs.ts';
import { RegistryError } from '../../node/images/client/errors.ts';
import { canonicalName, familiarName, type Reference } from '../../node/images/reference.ts';
import type { NamedImageStore } from '../../node/images/store.ts';
import type { Progress } from '../api.ts';
import { EngineError } from '../errors.ts';
import { short } from './names.ts';

/** Pulls an image and tells of it as docker does. @throws EngineError */
export async function pull(
  images: NamedImageStore,
  reference: Reference,
  tell: (progress: Progress) => void,
): Promise<void> {
  const before = images.find(canonicalName(reference));
  const known = new Set(images.list().flatMap(({ image }) => image.layers));
  let begun = false;
  const begin = () => {
    if (!begun)
      tell({ status: `Pulling from ${reference.path}`, id: reference.tag ?? reference.digest ?? '' });
    begun = true;
  };
  try {
    const image = await images.fetch(reference, (layer, state) => {
      begin();
      // Of an image that is here already, nothing is told but that it is.
      if (before?.layers.includes(layer.digest)) return;
      const id = short(layer.digest);
      const isNew = !known.has(layer.digest);
      if (state === 'pending') tell({ status: isNew ? 'Pulling fs layer' : 'Already exists', id });
      else if (isNew) {
        for (const status of ['Verifying Checksum', 'Download complete', 'Pull complete'])
          tell({ status, id });
      }
    });
    begin();
    const changed = image.id !== before?.id;
    tell({ status: `Digest: ${image.digest}` });
    tell({
      status: `Status: ${changed ? 'Downloaded newer image' : 'Image is up to date'} for ${familiarName(reference)}`,
    });
    await images.saved();
  } catch (error) {
    throw explainPull(error, reference);
  }
}

/** In the engine's words. Errors of another kind come back as they are. */
export function explainPull(error: unknown, reference: Reference): unknown {
  if (error instanceof DigestMismatch) return new EngineError(500, error.message);
  if (!(error instanceof RegistryError)) return error;
  if (error.kind !== 'not-found') return new EngineError(500, baseRequest(error));
  if (reference.host === 'docker.io' && error.message === unknownRepository) {
    return new EngineError(
      404,
      `pull access denied for ${reference.familiar}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`,
    );
  }
  return new EngineError(
    404,
    `manifest for ${familiarName(reference)} not found: manifest unknown: manifest unknown`,
  );
}

/** What the built-in catalogue says of a repository that it does not have. */
const unknownRepository = 'repository unknown';

/** Docker asks a registry who it is before anything else, so that is the request that fails. */
export function baseRequest(error: RegistryError): string {
  const request = error.request.replace(/^\w+ "(https?:\/\/[^/]+)\/.*"$/, 'Get "$1/v2/"');
  return `${request}: ${error.message}`;
}
