import type { IncomingMessage, ServerResponse } from 'node:http';
import { blobMethods } from './blobs.ts';
import { DistributionError } from './errors.ts';
import { type Handle, sendJson } from './exchange.ts';
import { catalog, tags } from './lists.ts';
import { manifestMethods } from './manifests.ts';
import type { RegistryStorage } from './storage.ts';
import { uploadMethods, uploadsMethods } from './uploads.ts';

const name =
  '(?<repository>[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)';
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

const base: Handle = async ({ response }) => sendJson(response, 200, '{}');

const routes: readonly { path: RegExp; methods: Record<string, Handle> }[] = [
  { path: /^\/v2\/$/, methods: { GET: base, HEAD: base } },
  { path: /^\/v2\/_catalog$/, methods: { GET: catalog } },
  { path: new RegExp(`^/v2/${name}/tags/list$`), methods: { GET: tags } },
  {
    path: new RegExp(
      `^/v2/${name}/manifests/(?<reference>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|sha256:[0-9a-f]{64})$`,
    ),
    methods: manifestMethods,
  },
  { path: new RegExp(`^/v2/${name}/blobs/uploads/?$`), methods: uploadsMethods },
  { path: new RegExp(`^/v2/${name}/blobs/uploads/(?<reference>${uuid})$`), methods: uploadMethods },
  { path: new RegExp(`^/v2/${name}/blobs/(?<reference>[^/]+)$`), methods: blobMethods },
];

export interface Settings {
  storage: RegistryStorage;
  deleteEnabled: boolean;
}

/** Answers one request. Resolves to the error that was answered, if one was. */
export async function route(
  settings: Settings,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<DistributionError | undefined> {
  const url = URL.parse(request.url ?? '/', 'http://registry') ?? new URL('http://registry/malformed');
  const method = request.method ?? 'GET';
  if (url.pathname === '/') {
    response.setHeader('Cache-Control', 'no-cache');
    response.end();
    return undefined;
  }
  response.setHeader('Docker-Distribution-Api-Version', 'registry/2.0');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (url.pathname === '/v2') {
    response.setHeader('Location', '/v2/');
    plain(response, 301, '<a href="/v2/">Moved Permanently</a>.\n\n', 'text/html; charset=utf-8');
    return undefined;
  }
  for (const { path, methods } of routes) {
    const match = path.exec(url.pathname);
    if (!match) continue;
    const handle = methods[method];
    if (!handle) {
      request.resume();
      response.setHeader('Allow', Object.keys(methods).join(', '));
      plain(response, 405, 'Method not allowed\n');
      return undefined;
    }
    const { repository = '', reference = '' } = match.groups ?? {};
    try {
      await handle({ ...settings, request, response, url, method, repository, reference });
      return undefined;
    } catch (error) {
      if (!(error instanceof DistributionError)) throw error;
      request.resume();
      sendJson(response, error.status, error.body());
      return error;
    }
  }
  request.resume();
  plain(response, 404, '404 page not found\n');
  return undefined;
}

function plain(
  response: ServerResponse,
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}
