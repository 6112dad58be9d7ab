import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
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
export async function accept(
  api: Api,
  handler: StreamHandler,
  stream: StreamRequest,
  offer: Offer,
): Promise<void> {
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
  } else if (tunnel === undefined && losesChannels(request)) {
    throw badRequest('this client loses what comes early over a WebSocket; it is to use SPDY');
  } else {
    // Loaded when it is first asked for: it brings TLS along, and a start has no use for either.
    const { becomeTunnel, becomeWebSocket } = await import('./web-socket.ts');
    if (tunnel === undefined) becomeWebSocket(offer, (socket) => handler.channels(api, stream, socket));
    else
      becomeTunnel(offer, `${tunnelPrefix}${tunnel}`, (socket) => handler.spdy(api, stream, socket, tunnel));
  }
}

const tunnelPrefix = 'SPDY/3.1+';

/**
 * Some versions of kubectl read a command's WebSocket before they know its channels, and throw away what a server as near
 * as this one has sent by then: https://github.com/kubernetes/kubernetes/pull/131203. Refused, they go over to SPDY.
 */
function losesChannels({ headers }: IncomingMessage): boolean {
  return /^kubectl[^/]*\/v1\.3[0-3]\./.test(headers['user-agent'] ?? '');
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
