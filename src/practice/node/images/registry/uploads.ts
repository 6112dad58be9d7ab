import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isDigest } from '../blobs.ts';
import { DistributionError } from './errors.ts';
import { type Exchange, end, type Handle, locationOf } from './exchange.ts';

/** POST /v2/NAME/blobs/uploads/: begins one, or takes a blob over (`mount`), or takes it whole (`digest`). */
const start: Handle = async (exchange) => {
  const { storage, repository, url, response } = exchange;
  const mount = url.searchParams.get('mount');
  const from = url.searchParams.get('from');
  if (mount !== null && from !== null && (await storage.blobSize(from, mount)) !== undefined) {
    await storage.linkBlob(repository, mount);
    return created(exchange, mount);
  }
  const id = randomUUID();
  const file = storage.uploadFile(repository, id);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, '');
  if (url.searchParams.has('digest')) return finish({ ...exchange, reference: id });
  end(response, 202, { ...progress(exchange, id, 0), Range: '0-0' });
};

/** PATCH: adds what comes to the end. */
const add: Handle = async (exchange) => {
  const { file, size } = await gathered(exchange);
  const range = /^(?:bytes )?(\d+)-\d+/.exec(exchange.request.headers['content-range'] ?? '');
  if (range && Number(range[1]) !== size) throw new DistributionError('BLOB_UPLOAD_INVALID', {});
  await pipeline(exchange.request, createWriteStream(file, { flags: 'a' }));
  end(exchange.response, 202, progress(exchange, exchange.reference, (await stat(file)).size));
};

/** PUT ?digest=: adds what comes, and makes the whole a blob if it is what the digest says. */
const finish: Handle = async (exchange) => {
  const { file } = await gathered(exchange);
  await pipeline(exchange.request, createWriteStream(file, { flags: 'a' }));
  const expected = exchange.url.searchParams.get('digest') ?? '';
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  if (!isDigest(expected) || expected !== `sha256:${hash.digest('hex')}`) {
    await rm(path.dirname(file), { recursive: true, force: true });
    throw new DistributionError('DIGEST_INVALID', {});
  }
  await exchange.storage.adopt(exchange.repository, file, expected);
  created(exchange, expected);
};

const status: Handle = async (exchange) => {
  const { size } = await gathered(exchange);
  end(exchange.response, 204, progress(exchange, exchange.reference, size));
};

const cancel: Handle = async (exchange) => {
  const { file } = await gathered(exchange);
  await rm(path.dirname(file), { recursive: true, force: true });
  end(exchange.response, 204, {});
};

export const uploadsMethods: Record<string, Handle> = { POST: start };
export const uploadMethods: Record<string, Handle> = { PATCH: add, PUT: finish, GET: status, DELETE: cancel };

async function gathered({
  storage,
  repository,
  reference,
}: Exchange): Promise<{ file: string; size: number }> {
  const file = storage.uploadFile(repository, reference);
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new DistributionError('BLOB_UPLOAD_UNKNOWN', {});
  return { file, size: found.size };
}

function progress({ request, repository }: Exchange, id: string, size: number): Record<string, string> {
  return {
    'Docker-Upload-Uuid': id,
    Location: locationOf(request, `/v2/${repository}/blobs/uploads/${id}`),
    Range: `0-${Math.max(0, size - 1)}`,
  };
}

function created({ request, repository, response }: Exchange, digest: string): void {
  end(response, 201, {
    'Docker-Content-Digest': digest,
    Location: locationOf(request, `/v2/${repository}/blobs/${digest}`),
  });
}
