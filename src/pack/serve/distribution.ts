import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { indexType } from '../store/manifest.ts';
import type { PackFolder } from '../store/pack-folder.ts';
import { DistributionError } from './errors.ts';
import { partOf } from './range.ts';
import type { Repository, Shelf } from './shelf.ts';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly shelf: Shelf;
  readonly folder: PackFolder;
  /** Told of an image that is pulled. */
  readonly onPull: (name: string, client: string) => void;
}

/** The reading half of the OCI distribution API: everything below /v2/. */
export async function distribute(exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  response.setHeader('Docker-Distribution-Api-Version', 'registry/2.0');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    throw new DistributionError('UNSUPPORTED', 'this registry is for reading only');
  }
  if (url.pathname === '/v2/' || url.pathname === '/v2') return sendJson(exchange, {});
  if (url.pathname === '/v2/_catalog') return catalog(exchange);
  const [, name = '', what = '', reference = ''] =
    /^\/v2\/(.+)\/(manifests|blobs|tags|referrers)\/([^/]+)$/.exec(url.pathname) ?? [];
  const repository = await exchange.shelf.find(name, url.searchParams.get('ns') ?? undefined);
  if (!repository) throw new DistributionError('NAME_UNKNOWN', `${name || url.pathname} is not in this pack`);
  if (what === 'manifests') return manifest(exchange, repository, reference);
  if (what === 'blobs') return blob(exchange, repository, reference);
  if (what === 'referrers') {
    return sendJson(exchange, { schemaVersion: 2, mediaType: indexType, manifests: [] }, indexType);
  }
  if (reference !== 'list') throw new DistributionError('NAME_UNKNOWN', `${url.pathname} is no address`);
  const tags = page(exchange, [...repository.tags.keys()].sort());
  return sendJson(exchange, { name, tags });
}

async function catalog(exchange: Exchange): Promise<void> {
  const names = [...(await exchange.shelf.repositories()).keys()].map((name) =>
    name.replace(/^docker\.io\//, ''),
  );
  return sendJson(exchange, { repositories: page(exchange, names.sort()) });
}

/** At most `n` of sorted names, those after `last`, with a link to the rest. */
function page({ url, response }: Exchange, names: readonly string[]): string[] {
  const last = url.searchParams.get('last') ?? '';
  const asked = url.searchParams.get('n');
  const after = names.filter((name) => name > last);
  if (asked === null) return after;
  const count = Number(asked);
  if (!Number.isSafeInteger(count) || count < 0)
    throw new DistributionError('PAGINATION_NUMBER_INVALID', `n=${asked} is no number of names`);
  const shown = after.slice(0, count);
  if (shown.length > 0 && shown.length < after.length) {
    const next = new URLSearchParams({ last: shown.at(-1) ?? '', n: asked });
    response.setHeader('Link', `<${url.pathname}?${next}>; rel="next"`);
  }
  return shown;
}

async function manifest(exchange: Exchange, repository: Repository, reference: string): Promise<void> {
  const { request, response, folder, onPull } = exchange;
  const found = repository.manifests.get(repository.tags.get(reference) ?? reference);
  if (!found)
    throw new DistributionError('MANIFEST_UNKNOWN', `${repository.name}:${reference} is not in this pack`);
  const { digest, mediaType } = found;
  // Docker takes a tag's manifest, containerd the one whose digest a HEAD has told; the doctor only asks.
  const tag = [...repository.tags].find(([, meant]) => meant === digest)?.[0];
  if (request.method === 'GET' && tag)
    onPull(`${repository.name}:${tag}`, request.socket.remoteAddress ?? '');
  const bytes = await folder.read(digest).catch(() => {
    throw new DistributionError('MANIFEST_UNKNOWN', `${digest} is no longer in this pack`);
  });
  response.writeHead(200, { ...named(digest), 'Content-Type': mediaType, 'Content-Length': bytes.length });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

async function blob(exchange: Exchange, repository: Repository, digest: string): Promise<void> {
  const { request, response, folder } = exchange;
  const found = repository.blobs.get(digest) ?? repository.manifests.get(digest);
  // Opened first: what is not there is an answer of its own, and what is there stays readable.
  const file = found && (await open(folder.blob(digest)).catch(() => undefined));
  if (!file) throw new DistributionError('BLOB_UNKNOWN', `${digest} is not in this pack`);
  await using _ = file;
  const { size } = await file.stat();
  const headers = {
    ...named(digest),
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'max-age=31536000',
    'Content-Type': 'application/octet-stream',
  };
  if (request.headers['if-none-match'] === `"${digest}"`) return void response.writeHead(304, headers).end();
  const part = partOf(request.headers.range, size);
  if (part === 'none') {
    response.writeHead(416, { ...headers, 'Content-Range': `bytes */${size}`, 'Content-Length': 0 }).end();
    return;
  }
  const { start, end } = part ?? { start: 0, end: size - 1 };
  response.writeHead(part ? 206 : 200, {
    ...headers,
    'Content-Length': end - start + 1,
    ...(part && { 'Content-Range': `bytes ${start}-${end}/${size}` }),
  });
  if (request.method === 'HEAD' || size === 0) return void response.end();
  await pipeline(createReadStream('', { fd: file, start, end, autoClose: false }), response);
}

function named(digest: string): Record<string, string> {
  return { 'Docker-Content-Digest': digest, Etag: `"${digest}"` };
}

function sendJson({ request, response }: Exchange, value: unknown, type = 'application/json'): void {
  const text = `${JSON.stringify(value)}\n`;
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) });
  response.end(request.method === 'HEAD' ? undefined : text);
}
