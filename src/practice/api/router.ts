import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, Api, Call } from './call.ts';
import { aggregated, coreVersions, groupList, oneGroup, resourceList } from './discovery.ts';
import { methodNotAllowed, unknownPath } from './errors.ts';
import { acceptedForm } from './http/accept.ts';
import { decodeBody, readBody } from './http/body.ts';
import { metrics } from './metrics/metrics.ts';
import { checkAccept, checkWriteOptions } from './options.ts';
import { parseResourcePath, type ResourcePath, segmentsOf } from './path.ts';
import { proxy } from './subresources/proxy.ts';
import { subresourceHandlers } from './subresources/subresources.ts';
import { create } from './verbs/create.ts';
import { list } from './verbs/list.ts';
import { isWatch } from './verbs/list-options.ts';
import { patch } from './verbs/patch.ts';
import { read } from './verbs/read.ts';
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
  const url = new URL(`http://localhost${incoming.path}`);
  const segments = segmentsOf(url.pathname);
  const { request, response } = incoming;
  const fixed = await fixedPath(api, incoming, segments);
  if (fixed) return fixed;
  if (segments[0] !== 'api' && segments[0] !== 'apis') return { code: 404, body: knownPaths(api) };
  if (!isBuiltIn(api, segments) && !isCustom(api, segments)) return noPage;
  const place = parseResourcePath(api.registry, segments);
  if (isProxy(place)) return proxy(api, incoming, place);
  const method = request.method ?? 'GET';
  const part = place.resource.subresources.find((one) => one.name === place.subresource);
  const kind = method === 'DELETE' ? 'DeleteOptions' : (part ?? place.resource).kind;
  const call: Call = {
    ...place,
    method,
    query: url.searchParams,
    headers: request.headers,
    body: async () =>
      decodeBody(await readBody(request), request.headers['content-type'] ?? '', { method, kind }),
    response,
    signal: incoming.signal,
  };
  checkAccept(request.headers.accept);
  checkWriteOptions(call);
  return handle(api, call);
}

/** Its body and answer are not about objects, and need not be JSON. */
function isProxy({ resource, name, subresource }: ResourcePath): boolean {
  const known = resource.subresources.some((one) => one.name === 'proxy');
  return known && name !== undefined && subresource === 'proxy';
}

/** What a server says that knows nothing of a path, not even that it would be about objects. */
const noPage: Answer = { code: 404, body: '404 page not found\n', contentType: 'text/plain; charset=utf-8' };

function isBuiltIn({ registry }: Api, [root, group = '', version = '']: string[]): boolean {
  if (root === 'api') return true;
  return registry.all().some((one) => !one.custom && one.group === group && one.version === version);
}

function isCustom({ registry }: Api, [, group = '', version = '', ...place]: string[]): boolean {
  const plural = place[0] === 'namespaces' && place.length > 2 ? place[2] : place[0];
  return registry.find(group, version, plural ?? '')?.custom !== undefined;
}

function knownPaths({ registry }: Api): object {
  const groups = registry
    .all()
    .filter(({ group }) => group !== '')
    .flatMap(({ group, version }) => [`/apis/${group}`, `/apis/${group}/${version}`]);
  const others = [
    '/api',
    '/api/v1',
    '/apis',
    '/healthz',
    '/livez',
    '/openapi/v2',
    '/openapi/v3',
    '/readyz',
    '/version',
  ];
  return { paths: [...new Set([...others, ...groups])].sort() };
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
  if (segments.length === 0) return { code: 200, body: knownPaths(api) };
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
  return body ? { code: 200, body } : noPage;
}

function versionInfo(api: Api): object {
  const build = { gitCommit: '', gitTreeState: 'clean', buildDate: '1970-01-01T00:00:00Z' };
  const platform = `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`;
  return { ...api.version(), ...build, goVersion: '', compiler: 'gc', platform };
}

function handle(api: Api, call: Call): Answer | Promise<Answer> {
  const { method, name, resource, subresource } = call;
  if (subresource !== undefined) {
    const known = resource.subresources.some((entry) => entry.name === subresource);
    const handler = subresourceHandlers[subresource];
    if (!known || !handler) throw unknownPath();
    return handler(api, call);
  }
  if (resource.group === 'metrics.k8s.io') return metrics(api, call);
  const review = reviews[resource.kind];
  if (review && method === 'POST') return review(call);
  if (method === 'GET' && isWatch(call)) return watch(api, call);
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
