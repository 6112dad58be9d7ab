import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { type Duplex, duplexPair } from 'node:stream';
import { bridgeAddress } from './addresses.ts';
import type { SocketPaths } from './sockets.ts';

/** Something that takes connections at a port of a pod. */
export interface Listener {
  /** Hands it the server's side of a connection from `source`. Rejects when nobody takes it. */
  take(connection: Duplex, source: string): Promise<void>;
  /** The client's side of a new connection. Rejects when nobody takes it. */
  connect(source: string): Promise<Duplex>;
  /** A Unix socket at which a thread of its own reaches it. */
  path(): Promise<string>;
  /** Takes no more connections and cuts those it has. */
  close(): void;
}

/** A program in this thread: each connection goes to `handler`. */
export function handlerListener(handler: (connection: Duplex) => void, sockets: SocketPaths): Listener {
  const connections = new Set<Duplex>();
  let served: Promise<{ server: Server; path: string }> | undefined;
  const take = (connection: Duplex, source: string) => {
    Object.defineProperty(connection, 'remoteAddress', { value: source, configurable: true });
    // A handler may listen for errors of its own; without one, a cut connection would end the whole cluster.
    connection.on('error', () => connection.destroy());
    connection.once('close', () => connections.delete(connection));
    connections.add(connection);
    handler(connection);
  };
  return {
    take: async (connection, source) => take(connection, source),
    async connect(source) {
      const [near, far] = duplexPair();
      tie(near, far);
      tie(far, near);
      take(far, source);
      return near;
    },
    async path() {
      served ??= serve(sockets.next(), (connection) => take(connection, bridgeAddress));
      return (await served).path;
    },
    close() {
      served?.then(({ server }) => server.close()).catch(() => undefined);
      for (const connection of connections) connection.destroy();
    },
  };
}

/** A server in another thread that listens at a Unix socket. */
export function socketListener(path: string): Listener {
  return {
    async take(connection) {
      const upstream = await open(path);
      bridge(connection, upstream);
    },
    connect: () => open(path),
    path: async () => path,
    close: () => rmSync(path, { force: true }),
  };
}

/** Copies both ways until both sides have ended; a side that is cut cuts the other. */
export function bridge(left: Duplex, right: Duplex): void {
  for (const [from, to] of [
    [left, right],
    [right, left],
  ] as const) {
    from.pipe(to);
    from.on('error', () => to.destroy());
    from.once('close', () => {
      if (!from.readableEnded) to.destroy();
    });
  }
}

function open(path: string): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path, allowHalfOpen: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
  });
}

function serve(path: string, handler: (connection: Duplex) => void) {
  return new Promise<{ server: Server; path: string }>((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true }, handler);
    server.once('error', reject);
    server.listen(path, () => resolve({ server, path }));
  });
}

/** A side that is closed before it has said all it had to say cuts the other, as a socket would. */
function tie(side: Duplex, other: Duplex): void {
  side.once('close', () => {
    if (other.destroyed) return;
    if (side.writableFinished && !other.readableEnded) other.once('end', () => other.destroy());
    else other.destroy();
  });
}
