import type { Duplex } from 'node:stream';
import type { ThreadNetwork } from '../programs/program.ts';
import { NetworkError } from './failure.ts';
import { handlerListener, type Listener, socketListener } from './listener.ts';
import type { SocketPaths } from './sockets.ts';

/** The network of one container. */
export interface ContainerInterface extends ThreadNetwork {
  /** Gives back its ports and cuts its connections, as the end of its process does. */
  close(): void;
}

/** The network that the containers of one pod share. */
export interface PodNetwork {
  readonly ip: string;
  readonly hostname: string;
  readonly namespace: string;
  listener(port: number): Listener | undefined;
  container(): ContainerInterface;
  /** Gives the address back. */
  release(): void;
}

/** What the cluster's network does for its pods. */
export interface Uplink {
  lookup(pod: PodNetwork, host: string): string[];
  /** @throws NetworkError */
  reach(pod: PodNetwork, host: string, port: number): Promise<{ listener: Listener; address: string }>;
}

export interface PodNetworkOptions {
  ip: string;
  hostname: string;
  namespace: string;
  sockets: SocketPaths;
  uplink: Uplink;
  onRelease: () => void;
  /** It takes connections at a port, or no longer does. */
  onChange: () => void;
}

/** Where servers that ask for any port get theirs. */
const firstFreePort = 32_768;

export function createPodNetwork(options: PodNetworkOptions): PodNetwork {
  const { ip, hostname, namespace, sockets, uplink, onChange } = options;
  const listeners = new Map<number, Listener>();

  const claim = (wanted: number, listener: Listener) => {
    let port = wanted;
    if (port === 0) for (port = firstFreePort; listeners.has(port); port += 1);
    if (listeners.has(port))
      throw new NetworkError({ code: 'EADDRINUSE', syscall: 'listen', address: '::', port });
    listeners.set(port, listener);
    onChange();
    return port;
  };

  const pod: PodNetwork = {
    ip,
    hostname,
    namespace,
    listener: (port) => listeners.get(port),
    release: options.onRelease,
    container() {
      const own = new Set<() => void>();
      const connections = new Set<Duplex>();
      const hold = (port: number, listener: Listener) => {
        const close = () => {
          if (!own.delete(close)) return;
          listeners.delete(port);
          listener.close();
          onChange();
        };
        own.add(close);
        return close;
      };
      return {
        ip,
        hostname,
        async listen(wanted, handler) {
          const listener = handlerListener(handler, sockets);
          return hold(claim(wanted, listener), listener);
        },
        async reserve(wanted) {
          const path = sockets.next();
          const listener = socketListener(path);
          const port = claim(wanted, listener);
          return { path, port, close: hold(port, listener) };
        },
        lookup: async (host) => uplink.lookup(pod, host),
        listening: () => [...listeners.keys()].sort((a, b) => a - b),
        async connect(host, port) {
          const { listener, address } = await uplink.reach(pod, host, port);
          const connection = await listener.connect(ip).catch(() => {
            throw new NetworkError({ code: 'ECONNREFUSED', syscall: 'connect', address, port });
          });
          connections.add(connection);
          connection.once('close', () => connections.delete(connection));
          return connection;
        },
        async route(host, port) {
          const { listener, address } = await uplink.reach(pod, host, port);
          return { path: await listener.path(), address };
        },
        close() {
          for (const close of own) close();
          for (const connection of connections) connection.destroy();
        },
      };
    },
  };
  return pod;
}
