import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { ApiError } from '../errors.ts';
import type { Pod } from '../objects.ts';
import type { Api } from './call.ts';
import { badRequest, notFound, statusOf, unknownPath } from './errors.ts';
import { parseResourcePath, segmentsOf } from './path.ts';
import { accept } from './streams/accept.ts';
import { type StreamHandler, type StreamRequest, streamHandlers } from './streams/handlers.ts';
import { containerOf } from './subresources/log.ts';

export interface Upgrade {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  /** @throws ApiError for who must not come in */
  pathOf: (request: IncomingMessage) => string;
  signal: AbortSignal;
}

/** exec, attach and port-forward: connections that are taken over. */
export async function upgrade(api: Api, { pathOf, signal, ...offer }: Upgrade): Promise<void> {
  try {
    const { handler, request } = find(api, pathOf(offer.request), signal);
    await accept(api, handler, request, offer);
  } catch (error) {
    refuse(offer.socket, error);
  }
}

function find(
  api: Api,
  path: string,
  signal: AbortSignal,
): { handler: StreamHandler; request: StreamRequest } {
  const url = new URL(`http://localhost${path}`);
  const place = parseResourcePath(api.registry, segmentsOf(url.pathname));
  const { namespace, name, subresource = '' } = place;
  const handler = Object.hasOwn(streamHandlers, subresource) ? streamHandlers[subresource] : undefined;
  if (place.resource.stored !== 'Pod' || !handler || namespace === undefined || name === undefined)
    throw unknownPath();
  const pod = api.store.get<Pod>('Pod', namespace, name);
  if (!pod) throw notFound(place.resource, name);
  const query = url.searchParams;
  if (subresource !== 'portforward') checkContainer(pod, subresource, query);
  return { handler, request: { namespace, pod, query, signal } };
}

/** @throws ApiError 400, before anything is upgraded: later it is harder to tell */
function checkContainer(pod: Pod, subresource: string, query: URLSearchParams): void {
  const { phase } = pod.status ?? {};
  if (phase === 'Succeeded' || phase === 'Failed') {
    const what = subresource === 'exec' ? 'exec into' : 'attach to';
    throw badRequest(`cannot ${what} a container in a completed pod; current phase is ${phase}`);
  }
  containerOf(pod, query.get('container'));
}

function refuse(socket: Duplex, error: unknown): void {
  const known =
    error instanceof ApiError ? error : new ApiError(500, 'InternalError', (error as Error).message);
  const body = JSON.stringify(statusOf(known));
  const head = [
    `HTTP/1.1 ${known.code} ${known.reason}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
