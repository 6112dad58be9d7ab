import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { bridgeAddress } from '../../network/addresses.ts';
import type { ContainerProcess } from '../program.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface WebServer {
  /** Resolves once the program has to end and no more connections are taken. */
  ended: Promise<void>;
  /** Takes no more connections. What is being answered is not cut off. */
  close(): void;
}

/** Serves HTTP at the container's ports until it is asked to end. @throws NetworkError when a port is taken */
export async function serveHttp(
  process: ContainerProcess,
  ports: readonly number[],
  handler: Handler,
): Promise<WebServer> {
  const { network, signal } = process;
  const server = createServer((request, response) => {
    Promise.resolve(handler(request, response)).catch(() => response.destroy());
  });
  // Who has sent a request and says that nothing more will come still gets the answer.
  Object.assign(server, { httpAllowHalfOpen: true });
  const stops: (() => void)[] = [];
  for (const port of ports) {
    stops.push(await network.listen(port, (connection) => server.emit('connection', connection)));
  }
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      for (const stop of stops) stop();
      server.closeAllConnections();
      resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  const close = () => {
    for (const stop of stops) stop();
    server.closeIdleConnections();
  };
  return { ended, close };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `02/Jan/2026:03:04:05 +0000`, as access logs have it. */
export function clfTime(now: number): string {
  const date = new Date(now);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${day}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`;
}

/** One line of an access log, once the answer is out: the combined format, without nginx's last field. */
export function onAnswered(
  request: IncomingMessage,
  response: ServerResponse,
  now: () => number,
  log: (line: string) => void,
): void {
  response.once('close', () => {
    const time = clfTime(now());
    const client = request.socket.remoteAddress ?? bridgeAddress;
    const length = response.statusCode === 304 ? 0 : Number(response.getHeader('content-length') ?? 0);
    const { referer = '-', 'user-agent': agent = '-' } = request.headers;
    const line = `${request.method} ${request.url} HTTP/${request.httpVersion}`;
    log(`${client} - - [${time}] "${line}" ${response.statusCode} ${length} "${referer}" "${agent}"`);
  });
}
