import type { IncomingMessage, Server, ServerOptions } from 'node:http';
import type { Socket } from 'node:net';

export const serverOptions: ServerOptions = {
  // A command of exec stands in the URL, word by word: Node's own limit is short for a script.
  maxHeaderSize: 1024 * 1024,
  connectionsCheckingInterval: 5_000,
  // What asks for another protocol (HTTP/2, say) is answered in this one, as if it had not asked.
  shouldUpgradeCallback: ({ headers }: IncomingMessage) =>
    ['websocket', 'spdy/3.1'].includes(headers.upgrade?.toLowerCase() ?? ''),
};

/** What is answered to what cannot be read as a request, where that is not 400. */
const notRequests: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What holds a server together on a port that anybody on the machine can connect to. */
export function limit(server: Server): void {
  server.headersTimeout = 10_000;
  server.requestTimeout = 60_000;
  // Longer than clients pause between requests, so that none is sent into a connection that is being closed.
  server.keepAliveTimeout = 90_000;
  // Who floods the port with connections that say nothing is in the way of others for some seconds at most.
  server.maxConnections = 4_000;
  server.on('clientError', ({ code }: NodeJS.ErrnoException, socket) => {
    const status = notRequests[code ?? ''] ?? '400 Bad Request';
    const head = `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n`;
    if (socket.writable) socket.end(`${head}${status}`);
    else socket.destroy();
  });
  // Nagle's algorithm and delayed acknowledgement together make every short exchange take 40 ms.
  server.on('connection', (socket: Socket) => socket.setNoDelay(true));
}
