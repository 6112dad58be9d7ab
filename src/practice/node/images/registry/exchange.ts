import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RegistryStorage } from './storage.ts';

/** One request to a registry, its repository and reference taken from the path. */
export interface Exchange {
  storage: RegistryStorage;
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  method: string;
  repository: string;
  /** Tag, digest or upload. */
  reference: string;
  deleteEnabled: boolean;
}

export type Handle = (exchange: Exchange) => Promise<void>;

export function sendJson(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** A URL of this registry, as its client knows it. */
export function locationOf(request: IncomingMessage, path: string): string {
  return `http://${request.headers.host ?? 'localhost'}${path}`;
}

export function end(
  response: ServerResponse,
  status: number,
  headers: Record<string, string | number>,
): void {
  response.writeHead(status, { 'Content-Length': 0, ...headers });
  response.end();
}
