import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws';
import { ApiError } from '../../errors.ts';
import type { Api } from '../call.ts';
import { badRequest } from '../errors.ts';
import type { StreamHandler, StreamRequest } from './handlers.ts';

/** What a client asks to go over to another protocol with. */
export interface Offer {
  request: IncomingMessage;
  socket: Duplex;
  /** What came behind the request already. */
  head: Buffer;
}

/** Goes over to the protocol that the client wants, and serves it. @throws ApiError when there is none that both speak */
export function accept(api: Api, handler: StreamHandler, stream: StreamRequest, offer: Offer): void {
  const { request } = offer;
  const wanted = request.headers.upgrade?.toLowerCase();
  const tunnel = handler.protocols.find((protocol) =>
    offered(request, 'sec-websocket-protocol').includes(`${tunnelPrefix}${protocol}`),
  );
  if (wanted === 'spdy/3.1') {
    const protocol = agreed(request, handler.protocols);
    becomeSpdy(offer, protocol);
    handler.spdy(api, stream, offer.socket, protocol);
  } else if (wanted !== 'websocket') {
    throw badRequest('Upgrade request required');
  } else if (tunnel === undefined) {
    becomeWebSocket(offer, (socket) => handler.channels(api, stream, socket));
  } else {
    tunnels.set(request, `${tunnelPrefix}${tunnel}`);
    // `ws` refuses names of protocols with a slash.
    delete request.headers['sec-websocket-protocol'];
    becomeWebSocket(offer, (socket) => handler.spdy(api, stream, inside(socket), tunnel));
  }
}

const tunnelPrefix = 'SPDY/3.1+';
/** What is to be answered to those whose header was taken away. */
const tunnels = new WeakMap<IncomingMessage, string>();
const channels = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

const webSockets = new WebSocketServer({
  noServer: true,
  handleProtocols: (offered) => channels.find((protocol) => offered.has(protocol)) ?? false,
  maxPayload: 16 * 1024 * 1024,
  perMessageDeflate: false,
});
webSockets.on('headers', (headers, request) => {
  const tunnel = tunnels.get(request);
  if (tunnel !== undefined) headers.push(`Sec-WebSocket-Protocol: ${tunnel}`);
});

function becomeWebSocket({ request, socket, head }: Offer, serve: (socket: WebSocket) => void): void {
  webSockets.handleUpgrade(request, socket, head, (webSocket) => {
    webSocket.on('error', () => webSocket.terminate());
    serve(webSocket);
  });
}

/** A WebSocket as the connection that it carries. */
function inside(webSocket: WebSocket): Duplex {
  const socket = createWebSocketStream(webSocket);
  socket.on('error', () => webSocket.terminate());
  return socket;
}

function becomeSpdy({ request, socket, head }: Offer, protocol: string): void {
  const answer = [
    'HTTP/1.1 101 Switching Protocols',
    'Connection: Upgrade',
    `Upgrade: ${request.headers.upgrade}`,
    `X-Stream-Protocol-Version: ${protocol}`,
  ];
  socket.write(`${answer.join('\r\n')}\r\n\r\n`);
  if (head.length > 0) socket.unshift(head);
}

/** The values of a header that may come several times, or once as a list. */
function offered(request: IncomingMessage, header: string): string[] {
  return (request.headersDistinct[header] ?? [])
    .flatMap((value) => value.split(','))
    .map((value) => value.trim());
}

/**
 * The first of ours that the client can speak. Who says nothing speaks the last, which is the oldest.
 * @throws ApiError 403, as a real API server
 */
function agreed(request: IncomingMessage, ours: readonly string[]): string {
  const theirs = offered(request, 'x-stream-protocol-version');
  const found = theirs.length === 0 ? ours.at(-1) : ours.find((protocol) => theirs.includes(protocol));
  if (found !== undefined) return found;
  throw new ApiError(
    403,
    'Forbidden',
    `unable to upgrade: unable to negotiate protocol: client supports [${theirs.join(' ')}], server accepts [${ours.join(' ')}]`,
    {},
  );
}
