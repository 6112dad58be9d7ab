/**
 * The API server of the practice cluster.
 *
 *   const server = createApiServer({ store, agent, nodePorts, clock, secret, version });
 *   const { url } = await server.listen();      // http://127.0.0.1:PORT/c/SECRET, the `server:` of a kubeconfig
 *   await server.close();
 *
 * `store` comes from `createStore` (store/store.ts); `startControllers` (controllers/index.ts) makes it act.
 */
import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../base/clock.ts';
import { ApiError } from '../errors.ts';
import type { ClusterStore } from '../store/store.ts';
import type { NodeAgent, NodePorts } from '../types.ts';
import type { Api, Reply, ServerVersion } from './call.ts';
import { statusOf } from './errors.ts';
import { limit, serverOptions } from './http/limits.ts';
import { createInsideServer, type InsideOptions, pathWithToken } from './inside.ts';
import { createRegistry } from './resources/registry.ts';
import { route } from './router.ts';
import { upgrade } from './upgrade.ts';

export interface ApiServerOptions {
  store: ClusterStore;
  agent: NodeAgent;
  nodePorts: NodePorts;
  clock: Clock;
  /** What a client must know: the first part of every path is `/c/SECRET/`. */
  secret: string;
  /** Asked at every request, so that it can be settled late. */
  version: () => ServerVersion;
}

/** What clients send of `as-user-extra: { practice-secret: [SECRET] }` in their kubeconfig. */
const secretHeader = 'impersonate-extra-practice-secret';

export interface ApiServer {
  /** Listens on 127.0.0.1, at any free port unless one is named. Rejects with EADDRINUSE. */
  listen(port?: number): Promise<{ url: string; port: number }>;
  /** What takes the connections of pods. */
  inside(options: InsideOptions): (connection: Duplex) => void;
  /** Ends every watch and connection. */
  close(): Promise<void>;
}

export function createApiServer(options: ApiServerOptions): ApiServer {
  const { store, agent, nodePorts, clock, secret, version } = options;
  const api: Api = {
    store,
    agent,
    nodePorts,
    clock,
    version,
    base: `/c/${secret}`,
    registry: createRegistry(store),
  };
  const closing = new AbortController();
  const upgraded = new Set<Duplex>();
  /** @throws ApiError 403 */
  const withSecret = (request: IncomingMessage) => {
    const path = pathInside(request, secret);
    if (path !== undefined) return path;
    throw new ApiError(403, 'Forbidden', 'the address of this cluster is wrong or out of date', {});
  };
  const server = createServer(
    serverOptions,
    (request, response) => void serve(request, response, withSecret),
  );
  limit(server);
  takeUpgrades(server, withSecret);

  function takeUpgrades(from: Server, pathOf: (request: IncomingMessage) => string): void {
    from.on('upgrade', (request, socket, head) => {
      upgraded.add(socket);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => upgraded.delete(socket));
      void upgrade(api, { request, socket, head, pathOf, signal: closing.signal });
    });
  }

  async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    pathOf: (request: IncomingMessage) => string,
  ): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    // A client that goes away in the middle is its own business.
    response.on('error', () => undefined);
    const signal = AbortSignal.any([gone.signal, closing.signal]);
    try {
      const reply = await route(api, { request, response, path: pathOf(request), signal });
      if (reply) send(request, response, changes(request) ? warned(reply) : reply);
    } catch (error) {
      sendError(request, response, error);
    }
  }

  /** Who changes something hears of it when it cannot be saved. */
  function warned(reply: Reply): Reply {
    const { unsaved } = store;
    return unsaved === undefined ? reply : { ...reply, warnings: [...(reply.warnings ?? []), unsaved] };
  }

  return {
    listen: (port = 0) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject);
          const { port: actual } = server.address() as AddressInfo;
          resolve({ url: `http://127.0.0.1:${actual}/c/${secret}`, port: actual });
        });
      }),
    inside(options) {
      const pathOf = (request: IncomingMessage) => pathWithToken(request, options);
      const inner = createInsideServer(options, (request, response) => void serve(request, response, pathOf));
      takeUpgrades(inner, pathOf);
      return (connection) => void inner.emit('connection', connection);
    },
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        for (const socket of upgraded) socket.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function changes({ method }: IncomingMessage): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** The path behind `/c/SECRET`; undefined for anybody who does not know the secret. */
function pathInside({ url = '', headers }: IncomingMessage, secret: string): string | undefined {
  const match = /^\/c\/([^/?]+)(.*)$/.exec(url);
  if (match) return isSecret(match[1] ?? '', secret) ? match[2] || '/' : undefined;
  // `kubectl get --raw` leaves out the path of the server; a web page cannot send this without being asked about it.
  const header = headers[secretHeader];
  return typeof header === 'string' && isSecret(header, secret) ? url : undefined;
}

function isSecret(text: string, secret: string): boolean {
  const [given, wanted] = [Buffer.from(text), Buffer.from(secret)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  if (response.headersSent) return;
  const asIs = typeof reply.body === 'string' || Buffer.isBuffer(reply.body);
  const body = asIs ? (reply.body as string | Buffer) : JSON.stringify(reply.body);
  response.statusCode = reply.code;
  response.setHeader('content-type', reply.contentType ?? 'application/json');
  response.setHeader('content-length', Buffer.byteLength(body));
  for (const warning of reply.warnings ?? [])
    response.appendHeader('warning', `299 - ${JSON.stringify(warning)}`);
  // What is left of a body that was refused would be read as the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  response.end(body);
}

function sendError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const known = error instanceof ApiError;
  const status = known
    ? error
    : new ApiError(500, 'InternalError', `Internal error occurred: ${(error as Error)?.message ?? error}`);
  if (!known && process.env.DEBUG === 'pilotage') console.error(error);
  if (response.headersSent) response.destroy();
  else send(request, response, { code: status.code, body: statusOf(status) });
}
