import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire between clients and a server, which can be cut. Its own address stays whatever happens behind it. */
export interface Relay {
  readonly port: number;
  /** Where connections go from now on; those that there are stay. Undefined: nobody is there. */
  target: number | undefined;
  /** Ends every connection at once, in the middle of whatever it carries. */
  cut(): void;
  close(): Promise<void>;
}

export async function startRelay(): Promise<Relay> {
  const sockets = new Set<Socket>();
  const hold = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    hold(client);
    if (relay.target === undefined) {
      client.destroy();
      return;
    }
    const upstream = connect(relay.target, '127.0.0.1');
    hold(upstream);
    client.pipe(upstream).pipe(client);
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const relay: Relay = {
    port: (server.address() as AddressInfo).port,
    target: undefined,
    cut() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    async close() {
      relay.cut();
      server.close();
      await once(server, 'close');
    },
  };
  return relay;
}
