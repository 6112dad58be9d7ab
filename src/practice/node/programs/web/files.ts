import { createReadStream, type Stats, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ContainerPaths } from '../../runtime/container-paths.ts';

const types: Record<string, string> = {
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.htm': 'text/html',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'application/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.xml': 'text/xml',
};

/** What a request's path stands for under a folder of the container. */
export type Found =
  | { kind: 'file'; host: string; stats: Stats }
  /** A folder asked for without its last slash. */
  | { kind: 'folder' }
  | { kind: 'listing-forbidden' }
  | { kind: 'missing'; file: string };

export function findFile(paths: ContainerPaths, root: string, url: string, index: readonly string[]): Found {
  const inside = path.posix.join(root, path.posix.normalize(`/${url}`));
  const stats = statSync(paths.toHost(inside), { throwIfNoEntry: false });
  if (stats?.isFile() && !url.endsWith('/')) return { kind: 'file', host: paths.toHost(inside), stats };
  if (!stats?.isDirectory()) return { kind: 'missing', file: inside };
  if (!url.endsWith('/')) return { kind: 'folder' };
  for (const name of index) {
    const host = paths.toHost(path.posix.join(inside, name));
    const found = statSync(host, { throwIfNoEntry: false });
    if (found?.isFile()) return { kind: 'file', host, stats: found };
  }
  return { kind: 'listing-forbidden' };
}

export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { host, stats }: { host: string; stats: Stats },
  fallbackType: string,
): Promise<void> {
  const etag = `"${Math.floor(stats.mtimeMs / 1000).toString(16)}-${stats.size.toString(16)}"`;
  response.setHeader('Last-Modified', stats.mtime.toUTCString());
  response.setHeader('ETag', etag);
  response.setHeader('Accept-Ranges', 'bytes');
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader('Content-Type', types[path.extname(host)] ?? fallbackType);
  response.setHeader('Content-Length', stats.size);
  response.writeHead(200);
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(host), response).catch(() => response.destroy());
}
