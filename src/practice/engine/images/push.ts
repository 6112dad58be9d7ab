import type { BlobFolder } from '../../node/images/blobs.ts';
import { RegistryError } from '../../node/images/client/errors.ts';
import { RegistryClient } from '../../node/images/client/registry-client.ts';
import { readDocument } from '../../node/images/image.ts';
import { type Manifest, mediaTypes } from '../../node/images/manifest.ts';
import { parseReference, type Reference } from '../../node/images/reference.ts';
import type { NamedImageStore } from '../../node/images/store.ts';
import type { Image } from '../../node/images/types.ts';
import type { Progress } from '../api.ts';
import { EngineError } from '../errors.ts';
import { short } from './names.ts';
import { baseRequest } from './pull.ts';

export interface Push {
  images: NamedImageStore;
  blobs: BlobFolder;
  reference: Reference;
  /** Every tag of the repository. */
  all: boolean;
  tell: (progress: Progress) => void;
}

/** Pushes what has this name and tells of it as docker does. @throws EngineError */
export async function push({ images, blobs, reference, all, tell }: Push): Promise<void> {
  const shown = reference.host === 'docker.io' ? `docker.io/${reference.path}` : reference.familiar;
  tell({ status: `The push refers to repository [${shown}]` });
  const tags = images
    .list()
    .flatMap(({ image, tags: names }) => names.map((name) => ({ image, own: parseReference(name) })))
    .filter(({ own }) => own.familiar === reference.familiar && (all || own.tag === reference.tag))
    .toSorted((a, b) => ((a.own.tag ?? '') < (b.own.tag ?? '') ? -1 : 1));
  if (tags.length === 0) {
    throw new EngineError(404, `An image does not exist locally with the tag: ${reference.familiar}`);
  }
  if (reference.host === 'docker.io') {
    for (const layer of tags[0]?.image.layers ?? []) tell({ status: 'Preparing', id: short(layer) });
    throw new EngineError(403, 'denied: requested access to the resource is denied');
  }
  try {
    using client = new RegistryClient(reference.host);
    for (const { image, own } of tags)
      await pushImage(client, { image, images, blobs, reference: own, tell });
  } catch (error) {
    throw error instanceof RegistryError ? new EngineError(500, explain(error)) : error;
  }
}

interface ImagePush extends Omit<Push, 'all'> {
  image: Image;
}

async function pushImage(client: RegistryClient, push: ImagePush): Promise<void> {
  const { image, images, blobs, reference, tell } = push;
  const content = await blobs.read(image.digest);
  const manifest = JSON.parse(content.toString()) as Manifest;
  const document = await readDocument(blobs, manifest.config.digest);
  // The engine names layers by their uncompressed digests, the last one first.
  const layers = manifest.layers
    .map((descriptor, index) => ({
      descriptor,
      id: short(document.rootfs.diff_ids[index] ?? descriptor.digest),
    }))
    .toReversed();
  await client.ping();
  for (const { id } of layers) tell({ status: 'Preparing', id });
  for (const { descriptor, id } of layers) {
    if (await client.hasBlob(reference.path, descriptor.digest)) {
      tell({ status: 'Layer already exists', id });
      continue;
    }
    const origin = otherRepository(images, reference, descriptor.digest);
    if (origin !== undefined && (await client.mountBlob(reference.path, descriptor.digest, origin))) {
      tell({ status: `Mounted from ${origin}`, id });
      continue;
    }
    await client.pushBlob(
      reference.path,
      descriptor.digest,
      descriptor.size,
      blobs.stream(descriptor.digest),
    );
    tell({ status: 'Pushed', id });
  }
  const { config } = manifest;
  if (!(await client.hasBlob(reference.path, config.digest))) {
    await client.pushBlob(reference.path, config.digest, config.size, blobs.stream(config.digest));
  }
  const tag = reference.tag ?? 'latest';
  await client.pushManifest(reference.path, tag, manifest.mediaType ?? mediaTypes.ociManifest, content);
  images.tag({ ...reference, tag: undefined, digest: image.digest }, image);
  await images.saved();
  tell({ status: `${tag}: digest: ${image.digest} size: ${content.length}` });
}

/** Another repository of the same registry that is known to have a layer, because an image with it was pushed there. */
function otherRepository(
  images: NamedImageStore,
  { host, path }: Reference,
  layer: string,
): string | undefined {
  return images
    .list()
    .filter(({ image }) => image.layers.includes(layer))
    .flatMap(({ digests }) => digests.map(parseReference))
    .find((other) => other.host === host && other.path !== path)?.path;
}

function explain(error: RegistryError): string {
  return error.kind === 'failed' ? error.message : baseRequest(error);
}
