import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, Api, Call } from './call.ts';
import { aggregated, coreVersions, groupList, oneGroup, resourceList } from './discovery.ts';
import { methodNotAllowed, unknownPath } from './errors.ts';
import { acceptedForm } from './http/accept.ts';
import { decodeBody, readBody } from './http/body.ts';
import { metrics } from './metrics/metrics.ts';
import { parseResourcePath } from './path.ts';
import { subresourceHandlers } from './subresources/subresources.ts';
import { create } from './verbs/create.ts';
import { patch } from './verbs/patch.ts';
import { list, read } from './verbs/read.ts';
import { remove, removeCollection } from './verbs/remove.ts';
import { reviews } from './verbs/review.ts';
import { update } from './verbs/update.ts';
import { watch } from './verbs/watch.ts';

export interface Incoming {
  request: IncomingMessage;
  response: ServerResponse;
  /** With its query, without the secret. */
  path: string;
  signal: AbortSignal;
}

export async function route(api: Api, incoming: Incoming): Promise<Answer> {
  const url = new URL(incoming.path, 'http://localhost');
  const segments = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const { request, response } = incoming;
  const fixed = await fixedPath(api, incoming, segments);
  if (fixed) return fixed;
  if (segments[0] !== 'api' && segments[0] !== 'apis') throw unknownPath();
  const call: Call = {
    ...parseResourcePath(api.registry, segments),
    method: request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET'),
    query: url.searchParams,
    headers: request.headers,
    body: async () => decodeBody(await readBody(request), request.headers['content-type'] ?? ''),
    response,
    signal: incoming.signal,
  };
  return handle(api, call);
}

/** Everything that is not about objects. */
async function fixedPath(api: Api, { request }: Incoming, segments: string[]): Promise<Answer> {
  const [first, second, third] = segments;
  const path = segments.join('/');
  const form = acceptedForm(request.headers.accept);
  if (path === 'version') return { code: 200, body: versionInfo(api) };
  if (first === 'healthz' || first === 'livez' || first === 'readyz') {
    return { code: 200, body: 'ok', contentType: 'text/plain; charset=utf-8' };
  }
  if (first === 'openapi') {
    const { openApi } = await import('./schema/openapi.ts');
    return openApi(api, segments.slice(1), request.headers.accept ?? '');
  }
  if (segments.length === 0)
    return {
      code: 200,
      body: { paths: ['/api', '/api/v1', '/apis', '/healthz', '/openapi/v3', '/version'] },
    };
  if (path === 'api' || path === 'apis') {
    if (form.as === 'APIGroupDiscoveryList') {
      const body = aggregated(api.registry, path === 'api' ? 'core' : 'groups', form.version);
      const contentType = `application/json;g=apidiscovery.k8s.io;v=${form.version};as=APIGroupDiscoveryList`;
      return { code: 200, body, contentType };
    }
    return {
      code: 200,
      body: path === 'api' ? coreVersions(request.headers.host ?? '') : groupList(api.registry),
    };
  }
  if (first === 'apis' && second && segments.length === 2) return found(oneGroup(api.registry, second));
  if (first === 'apis' && second && third && segments.length === 3)
    return found(resourceList(api.registry, second, third));
  if (first === 'api' && second && segments.length === 2)
    return found(resourceList(api.registry, '', second));
  return undefined;
}

function found(body: object | undefined): Answer {
  if (!body) throw unknownPath();
  return { code: 200, body };
}

function versionInfo(api: Api): object {
  const build = { gitCommit: '', gitTreeState: 'clean', buildDate: '1970-01-01T00:00:00Z' };
  const platform = `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`;
  return { ...api.version(), ...build, goVersion: '', compiler: 'gc', platform };
}

function handle(api: Api, call: Call): Answer | Promise<Answer> {
  const { method, name, query, resource, subresource } = call;
  if (subresource !== undefined) {
    const known = resource.subresources.some((entry) => entry.name === subresource);
    const handler = subresourceHandlers[subresource];
    if (!known || !handler) throw unknownPath();
    return handler(api, call);
  }
  if (resource.group === 'metrics.k8s.io') return metrics(api, call);
  const review = reviews[resource.kind];
  if (review && method === 'POST') return review(call);
  const watched = query.get('watch');
  if (method === 'GET' && (watched === 'true' || watched === '1')) return watch(api, call);
  if (name === undefined) {
    if (method === 'GET') return list(api, call);
    if (method === 'POST') return create(api, call);
    if (method === 'DELETE') return removeCollection(api, call);
    throw methodNotAllowed();
  }
  if (method === 'GET') return read(api, call);
  if (method === 'PUT') return update(api, call);
  if (method === 'PATCH') return patch(api, call);
  if (method === 'DELETE') return remove(api, call);
  throw methodNotAllowed();
}
