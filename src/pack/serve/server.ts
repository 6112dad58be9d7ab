import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NotReadyError } from '../../base/errors.ts';
import type { PackFolder } from '../store/pack-folder.ts';
import { distribute } from './distribution.ts';
import { DistributionError } from './errors.ts';
import { sendLesson } from './lesson-archive.ts';
import { Shelf } from './shelf.ts';

export interface ServeOptions {
  readonly folder: PackFolder;
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
  /** What a person reads who opens the address, or none. */
  readonly welcome: (address: string) => Promise<string>;
  readonly onPull: (name: string, client: string) => void;
}

export interface Serving extends AsyncDisposable {
  readonly address: AddressInfo;
}

/** Offers a pack as a registry, for reading only. @throws NotReadyError where the address is not to be had */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { host, port } = options;
  const shelf = new Shelf(options.folder);
  const server = createServer((request, response) => {
    answer(request, response, shelf, options).catch((error: Error) => refuse(response, error));
  });
  await listen(server, host, port);
  return {
    address: server.address() as AddressInfo,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  shelf: Shelf,
  { folder, welcome, onPull }: ServeOptions,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://pack');
  if (/^\/v2(\/|$)/.test(url.pathname)) {
    return distribute({ request, response, url, shelf, folder, onPull });
  }
  const lesson = /^\/lessons\/([\w-]+)\.tar\.gz$/.exec(url.pathname)?.[1];
  if (lesson !== undefined && request.method === 'GET' && (await sendLesson(folder, lesson, response)))
    return;
  const text =
    url.pathname === '/' ? await welcome(`http://${request.headers.host}`) : 'There is nothing here.\n';
  response.writeHead(url.pathname === '/' ? 200 : 404, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(request.method === 'HEAD' ? undefined : text);
}

function refuse(response: ServerResponse, error: Error): void {
  // Whoever hung up, or was told half of it, is told no more.
  if (response.headersSent || response.destroyed) return void response.destroy();
  if (error instanceof DistributionError) {
    response.writeHead(error.status, { 'Content-Type': 'application/json' }).end(error.body);
  } else response.writeHead(500, { 'Content-Type': 'text/plain' }).end(`${error.message}\n`);
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(whyNot(error, host, port)));
    server.listen({ host, port }, resolve);
  });
}

function whyNot({ code, message }: NodeJS.ErrnoException, host: string, port: number): NotReadyError {
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (code === 'EADDRINUSE') {
    return new NotReadyError(
      `Another program has ${address} already.`,
      `Choose another port: --listen ${address.replace(/\d+$/, String(port + 1))}`,
    );
  }
  return new NotReadyError(
    `${address} cannot be listened on: ${message}.`,
    'Name one of this machine’s own addresses, and a port above 1023: --listen 0.0.0.0:5055',
  );
}
