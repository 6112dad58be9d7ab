import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Api } from '../call.ts';
import type { StreamRequest } from './handlers.ts';
import { connectPort } from './port.ts';
import { serveSpdy } from './spdy/session.ts';
import type { SpdyStream } from './spdy/stream.ts';

/** What `X-Stream-Protocol-Version` says for it. */
export const portProtocol = 'portforward.k8s.io';

interface Pair {
  error?: SpdyStream;
  data?: SpdyStream;
}

/**
 * Port forwarding over SPDY: two streams for each connection through it, one for its bytes and one for what went
 * wrong, which name the port and belong together by the number of their request.
 */
export function servePortSpdy(api: Api, request: StreamRequest, socket: Duplex): void {
  const pairs = new Map<string, Pair>();
  serveSpdy(socket, (stream) => {
    const { streamtype: type, requestid: id, port } = stream.headers;
    const pair = pairs.get(id ?? '') ?? {};
    const isPort = /^\d{1,5}$/.test(port ?? '') && Number(port) > 0 && Number(port) < 65_536;
    if (id === undefined || !isPort || (type !== 'error' && type !== 'data') || pair[type]) {
      stream.destroy();
      return;
    }
    pair[type] = stream;
    pairs.set(id, pair);
    stream.once('close', () => pairs.delete(id));
    const { error, data } = pair;
    if (error && data) void forward(api, request, Number(port), { error, data });
  });
}

async function forward(
  api: Api,
  request: StreamRequest,
  port: number,
  { error, data }: Required<Pair>,
): Promise<void> {
  // The client only closes it.
  error.resume();
  let connection: Duplex;
  try {
    connection = await connectPort(api, request, port);
  } catch (reason) {
    error.end((reason as Error).message);
    data.resume().end();
    return;
  }
  if (data.destroyed) {
    connection.destroy();
    return;
  }
  const outwards = pipeline(connection, data, { end: true });
  const inwards = pipeline(data, connection);
  // A connection that is cut, from whichever side, is at its end: there is nothing to say about it.
  await Promise.allSettled([outwards, inwards]);
  error.end();
}
