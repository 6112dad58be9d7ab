import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Json = Record<string, unknown>;

/** An API server that misbehaves on request: what no real one can be told to do. It serves ConfigMaps only. */
export interface ApiServer {
  readonly kubeconfig: string;
  /** Every request's path and query, in order. */
  readonly requests: string[];
  /** Sockets that are open now. */
  open(): number;
  /** Watches that are open now. */
  watches(): number;
  put(name: string, data: Json): void;
  remove(name: string): void;
  /** Drops every open connection without a word. */
  cut(): void;
  /** Sends an ERROR event that history is gone, on every open watch. */
  expire(): void;
  /** Later watches answer with an HTTP error, this many times. */
  refuseWatches(status: number, times: number): void;
  /** Later watches of this many answer their header and nothing else, not even their end. */
  muteWatches(times: number): void;
  /** Ends the listener and every connection; `listen` brings it back on the same port. */
  close(): Promise<void>;
  listen(): Promise<void>;
  writeKubeconfig(): Promise<void>;
  dispose(): Promise<void>;
}

/** The path prefix that stands in for a secret. */
const prefix = '/c/secret';

export interface ApiServerOptions {
  readonly withKubeconfig?: boolean;
  /** What it answers with an error of its own, as long as it is asked. */
  readonly broken?: RegExp;
}

export async function startApiServer({
  withKubeconfig = true,
  broken,
}: ApiServerOptions = {}): Promise<ApiServer> {
  const folder = await mkdtemp(join(tmpdir(), 'pilotage-api-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const objects = new Map<string, Json>();
  const watches = new Set<http.ServerResponse>();
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  const history: Json[] = [];
  let version = 100;
  let port = 0;
  let refusals = { status: 0, times: 0 };
  let mutes = 0;

  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://server');
    requests.push(`${url.pathname}${url.search}`);
    if (!url.pathname.startsWith(`${prefix}/`)) return void answer(response, 403, { reason: 'Forbidden' });
    const path = url.pathname.slice(prefix.length);
    if (path === '/apis') return void answer(response, 200, { groups: [] });
    if (path === '/api/v1') return void answer(response, 200, { resources: [] });
    if (broken?.test(path)) return void answer(response, 500, { reason: 'InternalError', message: 'broken' });
    if (!path.endsWith('/configmaps'))
      return void answer(response, 404, { reason: 'NotFound', message: 'not found' });
    if (url.searchParams.get('watch') !== 'true') {
      return void answer(response, 200, {
        metadata: { resourceVersion: String(version) },
        items: [...objects.values()],
      });
    }
    if (refusals.times > 0) {
      refusals.times--;
      return void answer(response, refusals.status, { reason: 'Expired', message: 'refused by the test' });
    }
    response.writeHead(200, { 'Content-Type': 'application/json' }).flushHeaders();
    if (mutes > 0) {
      mutes--;
      return;
    }
    const from = Number(url.searchParams.get('resourceVersion'));
    for (const event of history) if (Number(event.version) > from) send(response, event);
    watches.add(response);
    const seconds = Number(url.searchParams.get('timeoutSeconds'));
    const timer = setTimeout(() => response.end(), seconds * 1000);
    response.on('close', () => {
      clearTimeout(timer);
      watches.delete(response);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  const change = (type: string, object: Json) => {
    const event = { type, object, version };
    history.push(event);
    for (const watch of watches) send(watch, event);
  };
  const listen = () =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        port = (server.address() as AddressInfo).port;
        resolve();
      });
    });
  const writeKubeconfig = () =>
    writeFile(
      kubeconfig,
      JSON.stringify({
        clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}${prefix}` } }],
        contexts: [{ name: 'x', context: { cluster: 'c', namespace: 'lesson' } }],
        'current-context': 'x',
      }),
    );
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      cut();
    });

  await listen();
  if (withKubeconfig) await writeKubeconfig();
  return {
    kubeconfig,
    requests,
    open: () => sockets.size,
    watches: () => watches.size,
    put(name, data) {
      version++;
      const type = objects.has(name) ? 'MODIFIED' : 'ADDED';
      const metadata = { name, namespace: 'lesson', uid: `uid-${name}`, resourceVersion: String(version) };
      objects.set(name, { metadata, data });
      change(type, objects.get(name) ?? {});
    },
    remove(name) {
      version++;
      const object = objects.get(name) as { metadata: Json };
      objects.delete(name);
      change('DELETED', { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } });
    },
    cut,
    expire() {
      history.length = 0;
      const object = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' };
      for (const watch of watches) watch.end(`${JSON.stringify({ type: 'ERROR', object })}\n`);
      watches.clear();
    },
    refuseWatches(status, times) {
      refusals = { status, times };
    },
    muteWatches(times) {
      mutes = times;
    },
    close,
    listen,
    writeKubeconfig,
    async dispose() {
      if (server.listening) await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function answer(response: http.ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function send(response: http.ServerResponse, event: Json): void {
  response.write(`${JSON.stringify({ type: event.type, object: event.object })}\n`);
}
