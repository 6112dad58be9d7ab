import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Api } from './call.ts';

export interface Upgrade {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  /** Undefined for who does not know the secret. */
  path: string | undefined;
  signal: AbortSignal;
}

export function upgrade(_api: Api, { socket }: Upgrade): void {
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
}
