import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { ApiError } from '../errors.ts';
import type { Pod } from '../objects.ts';
import type { Api } from './call.ts';
import { badRequest, notFound, statusOf, unknownPath } from './errors.ts';
import { parseResourcePath } from './path.ts';
import { servePortChannels } from './streams/port-channels.ts';
import { serveAttach, serveExec } from './streams/remote-command.ts';

export interface Upgrade {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  /** Undefined for who does not know the secret. */
  path: string | undefined;
  signal: AbortSignal;
}

/** A request about a pod that goes on as a stream of its own. */
export interface StreamRequest {
  namespace: string;
  pod: Pod;
  query: URLSearchParams;
  signal: AbortSignal;
}

type Serve = (api: Api, request: StreamRequest, socket: WebSocket) => void;

const channels = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const handlers: Readonly<Record<string, Serve>> = {
  exec: serveExec,
  attach: serveAttach,
  portforward: servePortChannels,
};

const webSockets = new WebSocketServer({
  noServer: true,
  handleProtocols: (offered) => channels.find((protocol) => offered.has(protocol)) ?? false,
  maxPayload: 16 * 1024 * 1024,
  perMessageDeflate: false,
});

/** exec, attach and port-forward: connections that are taken over. */
export function upgrade(api: Api, { request, socket, head, path, signal }: Upgrade): void {
  try {
    const stream = find(api, path, signal);
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      throw badRequest('this cluster speaks WebSocket here, not SPDY: kubectl 1.30 and later do');
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => webSocket.terminate());
      stream.serve(api, stream.request, webSocket);
    });
  } catch (error) {
    refuse(socket, error);
  }
}

function find(
  api: Api,
  path: string | undefined,
  signal: AbortSignal,
): { serve: Serve; request: StreamRequest } {
  if (path === undefined)
    throw new ApiError(403, 'Forbidden', 'the address of this cluster is wrong or out of date', {});
  const url = new URL(path, 'http://localhost');
  const place = parseResourcePath(
    api.registry,
    url.pathname.split('/').filter(Boolean).map(decodeURIComponent),
  );
  const serve = handlers[place.subresource ?? ''];
  const { namespace, name } = place;
  if (place.resource.stored !== 'Pod' || !serve || namespace === undefined || name === undefined)
    throw unknownPath();
  const pod = api.store.get<Pod>('Pod', namespace, name);
  if (!pod) throw notFound(place.resource, name);
  const { phase } = pod.status ?? {};
  if (place.subresource !== 'portforward' && (phase === 'Succeeded' || phase === 'Failed')) {
    throw badRequest(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  }
  return { serve, request: { namespace, pod, query: url.searchParams, signal } };
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
