import { digestOf, isDigest } from '../blobs.ts';
import { type Manifest, mediaTypes } from '../manifest.ts';
import { readAll } from '../read-all.ts';
import { DistributionError } from './errors.ts';
import { end, type Handle, locationOf } from './exchange.ts';

/** As large as registry:2 takes a manifest. */
const maxBytes = 4 * 1024 * 1024;

type Stored = Partial<Manifest> & { manifests?: { digest: string }[] };

/** GET and HEAD /v2/NAME/manifests/REFERENCE */
const get: Handle = async ({ storage, repository, reference, method, response }) => {
  const found = await storage.manifest(repository, reference);
  if (!found) throw new DistributionError('MANIFEST_UNKNOWN', unknown(repository, reference));
  response.writeHead(200, {
    'Content-Type': mediaTypeOf(JSON.parse(found.content.toString()) as Stored),
    'Content-Length': found.content.length,
    'Docker-Content-Digest': found.digest,
    Etag: `"${found.digest}"`,
  });
  response.end(method === 'HEAD' ? undefined : found.content);
};

/** PUT /v2/NAME/manifests/REFERENCE */
const put: Handle = async ({ storage, repository, reference, request, response }) => {
  const content = await readAll(request);
  if (content.length > maxBytes) throw new DistributionError('MANIFEST_INVALID', 'manifest too large');
  const manifest = parse(content);
  const digest = digestOf(content);
  if (isDigest(reference) && reference !== digest) throw new DistributionError('DIGEST_INVALID');
  const blobs = manifest.manifests ? [] : [manifest.config, ...(manifest.layers ?? [])];
  for (const blob of blobs) {
    if (blob && (await storage.blobSize(repository, blob.digest)) === undefined) {
      throw new DistributionError('MANIFEST_BLOB_UNKNOWN', { digest: blob.digest });
    }
  }
  for (const part of manifest.manifests ?? []) {
    if (!(await storage.manifest(repository, part.digest))) {
      throw new DistributionError('MANIFEST_BLOB_UNKNOWN', { digest: part.digest });
    }
  }
  await storage.putManifest(repository, digest, content, isDigest(reference) ? undefined : reference);
  end(response, 201, {
    'Docker-Content-Digest': digest,
    Location: locationOf(request, `/v2/${repository}/manifests/${digest}`),
  });
};

/** DELETE /v2/NAME/manifests/DIGEST: only by digest, and only where the registry allows it. */
const remove: Handle = async ({ storage, repository, reference, deleteEnabled, response }) => {
  if (!deleteEnabled || !isDigest(reference)) throw new DistributionError('UNSUPPORTED');
  if (!(await storage.manifest(repository, reference))) {
    throw new DistributionError('MANIFEST_UNKNOWN', unknown(repository, reference));
  }
  await storage.deleteManifest(repository, reference);
  end(response, 202, {});
};

export const manifestMethods: Record<string, Handle> = { GET: get, HEAD: get, PUT: put, DELETE: remove };

function unknown(repository: string, reference: string): Record<string, string> {
  return isDigest(reference) ? { Name: repository, Revision: reference } : { Tag: reference };
}

function parse(content: Buffer): Stored {
  try {
    const manifest = JSON.parse(content.toString()) as Stored;
    const image = Array.isArray(manifest.layers) && typeof manifest.config?.digest === 'string';
    if (manifest.schemaVersion === 2 && (image || Array.isArray(manifest.manifests))) return manifest;
  } catch {
    // Not JSON: as invalid as JSON that is no manifest.
  }
  throw new DistributionError('MANIFEST_INVALID', {});
}

function mediaTypeOf(manifest: Stored): string {
  return manifest.mediaType ?? (manifest.manifests ? mediaTypes.ociIndex : mediaTypes.ociManifest);
}
