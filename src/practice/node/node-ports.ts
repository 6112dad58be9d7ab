import { createServer, type Server, type Socket } from 'node:net';
import { ApiError } from '../errors.ts';
import type { Service } from '../objects.ts';
import type { NodePorts, Store } from '../types.ts';
import { bridgeAddress } from './network/addresses.ts';
import type { Network } from './network/network.ts';

const first = 30_000;
const last = 32_767;
const kinds = ['Service', 'Endpoints', 'discovery.k8s.io/EndpointSlice'];

/** The real listeners of NodePort Services: open while something answers behind them, so that they refuse otherwise. */
export interface NodePortListeners extends NodePorts {
  /** Listens for the Services that there are already, and follows what is behind each from now on. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export function createNodePorts(network: Network, store: Store): NodePortListeners {
  /** The listener of each port that is ours; undefined while it refuses. */
  const claimed = new Map<number, Server | undefined>();
  /** Ports that are about to listen: nothing is decided about them until they do. */
  const opening = new Set<number>();
  const connections = new Set<Socket>();
  let unsubscribe: (() => void)[] = [];
  let isDue = false;

  const serve = (socket: Socket, port: number) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
    socket.on('error', () => socket.destroy());
    const listener = network.behindNodePort(port);
    if (!listener) socket.resetAndDestroy();
    else listener.take(socket, bridgeAddress).catch(() => socket.resetAndDestroy());
  };
  const open = (port: number) => {
    const server = createServer({ allowHalfOpen: true }, (socket) => serve(socket, port));
    claimed.set(port, server);
    opening.add(port);
    return new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.once('close', resolve);
      server.listen(port, '127.0.0.1', resolve);
    })
      .finally(() => opening.delete(port))
      .then(settleSoon);
  };
  const claim = async (port: number) => {
    if (claimed.has(port)) throw taken(port);
    await open(port).catch(() => {
      claimed.delete(port);
      throw taken(port);
    });
    return port;
  };
  const settle = () => {
    isDue = false;
    for (const [port, server] of claimed) {
      // One that was claimed for a Service which is not stored yet stays as it is.
      if (opening.has(port) || !network.isNodePort(port)) continue;
      const answers = network.behindNodePort(port) !== undefined;
      // Someone else may have taken the port meanwhile; the next change tries again.
      if (answers && !server) void open(port).catch(() => claimed.has(port) && claimed.set(port, undefined));
      if (answers || !server) continue;
      server.close();
      claimed.set(port, undefined);
    }
  };
  const settleSoon = () => {
    if (!isDue) queueMicrotask(settle);
    isDue = true;
  };

  return {
    async claim(port) {
      if (port !== undefined) return claim(port);
      for (let tries = 0; tries < last - first; tries += 1) {
        const candidate = first + Math.floor(Math.random() * (last - first + 1));
        try {
          return await claim(candidate);
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
        }
      }
      throw new ApiError(500, 'InternalError', 'failed to allocate a nodePort: range is full');
    },
    release(port) {
      claimed.get(port)?.close();
      claimed.delete(port);
    },
    async start() {
      for (const service of store.list<Service>('Service')) {
        for (const { nodePort } of service.spec.ports ?? []) {
          // A port that someone else has taken meanwhile is theirs; the Service is not reached from outside then.
          if (nodePort) await claim(nodePort).catch(() => claimed.set(nodePort, undefined));
        }
      }
      unsubscribe = [...kinds.map((kind) => store.subscribe(kind, settleSoon)), network.onChange(settleSoon)];
      settleSoon();
    },
    async close() {
      for (const end of unsubscribe) end();
      for (const socket of connections) socket.destroy();
      const servers = [...claimed.values()].filter((server) => server !== undefined);
      claimed.clear();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function taken(port: number): ApiError {
  const field = 'spec.ports[0].nodePort';
  const message = `Invalid value: ${port}: provided port is already allocated`;
  const causes = [{ reason: 'FieldValueInvalid', message, field }];
  return new ApiError(422, 'Invalid', `${field}: ${message}`, { causes });
}
