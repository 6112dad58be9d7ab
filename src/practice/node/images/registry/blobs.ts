import { pipeline } from 'node:stream/promises';
import { isDigest } from '../blobs.ts';
import { DistributionError } from './errors.ts';
import { end, type Handle } from './exchange.ts';

/** GET and HEAD /v2/NAME/blobs/DIGEST, whole or one range of it. */
const get: Handle = async ({ storage, repository, reference, method, request, response }) => {
  if (!isDigest(reference)) throw new DistributionError('DIGEST_INVALID', {});
  const size = await storage.blobSize(repository, reference);
  if (size === undefined) throw new DistributionError('BLOB_UNKNOWN', reference);
  const range = method === 'GET' ? parseRange(request.headers.range, size) : undefined;
  response.writeHead(range ? 206 : 200, {
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'max-age=31536000',
    'Content-Type': 'application/octet-stream',
    'Content-Length': range ? range.end - range.start + 1 : size,
    'Docker-Content-Digest': reference,
    Etag: `"${reference}"`,
    ...(range ? { 'Content-Range': `bytes ${range.start}-${range.end}/${size}` } : {}),
  });
  if (method === 'HEAD') response.end();
  else await pipeline(storage.readBlob(reference, range), response);
};

/** DELETE /v2/NAME/blobs/DIGEST */
const remove: Handle = async ({ storage, repository, reference, deleteEnabled, response }) => {
  if (!deleteEnabled) throw new DistributionError('UNSUPPORTED');
  if ((await storage.blobSize(repository, reference)) === undefined)
    throw new DistributionError('BLOB_UNKNOWN', reference);
  await storage.unlinkBlob(repository, reference);
  end(response, 202, {});
};

export const blobMethods: Record<string, Handle> = { GET: get, HEAD: get, DELETE: remove };

/** `bytes=FROM-[TO]`; anything else is answered with the whole. */
function parseRange(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (!match) return undefined;
  const start = Number(match[1]);
  const end = Math.min(match[2] ? Number(match[2]) : size - 1, size - 1);
  return start <= end ? { start, end } : undefined;
}
