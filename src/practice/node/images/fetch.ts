import type { BlobFolder } from './blobs.ts';
import { RegistryError } from './client/errors.ts';
import { describeRequest } from './client/http.ts';
import { type FetchedManifest, RegistryClient } from './client/registry-client.ts';
import type { Hub } from './hub/hub.ts';
import { type Descriptor, type Manifest, mediaTypes } from './manifest.ts';
import { hubRepository, type Reference } from './reference.ts';

export interface FetchOptions {
  blobs: BlobFolder;
  hub: Hub;
  /** Told of each layer, in the manifest's order, before and after it is there. */
  onLayer?: (layer: Descriptor, state: 'pending' | 'done') => void;
}

/**
 * Brings an image's manifest, configuration and layers into the blob folder, from the built-in catalogue or from its
 * registry. Resolves to the digest of the manifest.
 * @throws RegistryError
 */
export async function fetchImage(reference: Reference, options: FetchOptions): Promise<string> {
  const wanted = reference.digest ?? reference.tag ?? 'latest';
  const repository = hubRepository(reference);
  const known = options.hub.tags(repository) !== undefined;
  if (reference.host !== 'docker.io' && !known) return fetchFromRegistry(reference, wanted, options);
  const digest = await options.hub.image(repository, wanted);
  if (digest === undefined) {
    const server = reference.host === 'docker.io' ? 'registry-1.docker.io' : reference.host;
    const request = headRequest(server, reference.path, wanted);
    throw new RegistryError('not-found', request, known ? 'manifest unknown' : 'repository unknown');
  }
  const { layers } = JSON.parse((await options.blobs.read(digest)).toString()) as Manifest;
  for (const layer of layers) options.onLayer?.(layer, 'pending');
  for (const layer of layers) options.onLayer?.(layer, 'done');
  return digest;
}

async function fetchFromRegistry(
  reference: Reference,
  wanted: string,
  { blobs, onLayer }: FetchOptions,
): Promise<string> {
  using client = new RegistryClient(reference.host);
  const digest = await client.manifestDigest(reference.path, wanted);
  const request = headRequest(reference.host, reference.path, wanted, 'http');
  if (digest === undefined) throw new RegistryError('not-found', request, 'manifest unknown');
  const fetched = await imageManifest(client, reference.path, digest, request);
  const manifest = JSON.parse(fetched.body.toString()) as Manifest;
  if (!Array.isArray(manifest.layers)) {
    throw new RegistryError('failed', request, `unsupported manifest media type ${fetched.mediaType}`);
  }
  const fetchBlob = async (blob: Descriptor) => {
    if (await blobs.has(blob.digest)) return;
    await blobs.putStream(await client.blob(reference.path, blob.digest), blob.digest);
  };
  for (const layer of manifest.layers) onLayer?.(layer, 'pending');
  await fetchBlob(manifest.config);
  for (const layer of manifest.layers) {
    await fetchBlob(layer);
    onLayer?.(layer, 'done');
  }
  await blobs.put(fetched.body);
  return fetched.digest;
}

/** Of an image for several platforms, the one for this. */
async function imageManifest(
  client: RegistryClient,
  path: string,
  digest: string,
  request: string,
): Promise<FetchedManifest> {
  const fetched = await client.manifest(path, digest);
  if (!fetched) throw new RegistryError('not-found', request, 'manifest unknown');
  if (fetched.mediaType !== mediaTypes.list && fetched.mediaType !== mediaTypes.ociIndex) return fetched;
  const { manifests } = JSON.parse(fetched.body.toString()) as {
    manifests: { digest: string; platform?: { architecture: string; os: string } }[];
  };
  const fit = manifests.find(({ platform }) => platform?.os === 'linux' && platform.architecture === 'amd64');
  if (!fit)
    throw new RegistryError(
      'failed',
      request,
      'no matching manifest for linux/amd64 in the manifest list entries',
    );
  return imageManifest(client, path, fit.digest, request);
}

function headRequest(host: string, path: string, wanted: string, scheme = 'https'): string {
  return describeRequest('HEAD', new URL(`${scheme}://${host}/v2/${path}/manifests/${wanted}`));
}
