import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port of loopback, or of another address of this machine, on which nothing listens now. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
