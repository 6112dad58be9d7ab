import { createServer, type Server, type Socket } from 'node:net';
import { ApiError } from '../errors.ts';
import type { Service } from '../objects.ts';
import type { NodePorts, Store } from '../types.ts';
import { bridgeAddress } from './network/addresses.ts';
import type { Network } from './network/network.ts';

const first = 30_000;
const last = 32_767;

/** The real listeners of NodePort Services. */
export interface NodePortListeners extends NodePorts {
  /** Listens for the Services that there are already. */
  restore(store: Store): Promise<void>;
  close(): Promise<void>;
}

export function createNodePorts(network: Network): NodePortListeners {
  const servers = new Map<number, Server>();
  const connections = new Set<Socket>();

  const serve = (socket: Socket, port: number) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
    socket.on('error', () => socket.destroy());
    const listener = network.behindNodePort(port);
    // There is no way to refuse what the system has already accepted: a reset comes nearest.
    if (!listener) socket.resetAndDestroy();
    else listener.take(socket, bridgeAddress).catch(() => socket.resetAndDestroy());
  };
  const listen = async (port: number) => {
    if (servers.has(port)) throw taken(port);
    const server = createServer({ allowHalfOpen: true }, (socket) => serve(socket, port));
    servers.set(port, server);
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', resolve);
      });
    } catch {
      servers.delete(port);
      throw taken(port);
    }
    return port;
  };
  const release = (port: number) => {
    servers.get(port)?.close();
    servers.delete(port);
  };

  return {
    async claim(port) {
      if (port !== undefined) return listen(port);
      for (let tries = 0; tries < last - first; tries += 1) {
        const candidate = first + Math.floor(Math.random() * (last - first + 1));
        try {
          return await listen(candidate);
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
        }
      }
      throw new ApiError(500, 'InternalError', 'failed to allocate a nodePort: range is full');
    },
    release,
    async restore(store) {
      for (const service of store.list<Service>('Service')) {
        for (const { nodePort } of service.spec.ports ?? []) {
          // A port that someone else has taken meanwhile is theirs; the Service is not reached from outside then.
          if (nodePort && !servers.has(nodePort)) await listen(nodePort).catch(() => undefined);
        }
      }
    },
    async close() {
      for (const socket of connections) socket.destroy();
      const closed = [...servers.values()].map((server) => new Promise((resolve) => server.close(resolve)));
      servers.clear();
      await Promise.all(closed);
    },
  };
}

function taken(port: number): ApiError {
  const message = 'provided port is already allocated';
  return new ApiError(422, 'Invalid', `spec.ports[0].nodePort: Invalid value: ${port}: ${message}`, {
    causes: [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${port}: ${message}`,
        field: 'spec.ports[0].nodePort',
      },
    ],
  });
}
