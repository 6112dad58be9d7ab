import { createServer, type Server, type Socket } from 'node:net';
import type { Listener } from '../../node/network/listener.ts';
import { EngineError } from '../errors.ts';
import type { PortBinding } from './api.ts';
import type { Station } from './fabric.ts';

/** The ports of this machine at which containers are reached. */
export interface Publisher {
  /**
   * Listens on 127.0.0.1 for each, whatever address it names: nothing here is for other machines. Resolves to the ports
   * that it got. @throws EngineError 500 when one is taken
   */
  publish(station: Station, bindings: readonly PortBinding[], endpoint: string): Promise<Published>;
  /** What is behind a port; undefined when no container has it. */
  behind(port: number): Listener | undefined;
}

export interface Published {
  bindings: PortBinding[];
  close(): void;
}

interface Door {
  server: Server;
  behind: () => Listener | undefined;
}

export function createPublisher(): Publisher {
  const doors = new Map<number, Door>();

  const open = (wanted: number, station: Station, port: number, gateway: string) =>
    new Promise<number>((resolve, reject) => {
      const behind = () => station.pod.listener(port);
      const connections = new Set<Socket>();
      const server = createServer({ allowHalfOpen: true }, (socket) => {
        connections.add(socket);
        socket.once('close', () => connections.delete(socket));
        socket.on('error', () => socket.destroy());
        const listener = behind();
        if (!listener) socket.resetAndDestroy();
        else listener.take(socket, gateway).catch(() => socket.resetAndDestroy());
      });
      server.once('error', reject);
      server.once('close', () => {
        for (const socket of connections) socket.destroy();
      });
      server.listen(wanted, '127.0.0.1', () => {
        const address = server.address();
        const got = address !== null && typeof address === 'object' ? address.port : wanted;
        doors.set(got, { server, behind });
        resolve(got);
      });
    });

  const close = (port: number) => {
    const door = doors.get(port);
    doors.delete(port);
    door?.server.close();
    // Connections that are open would keep it from closing.
    door?.server.emit('close');
  };

  return {
    behind: (port) => doors.get(port)?.behind(),
    async publish(station, bindings, endpoint) {
      const opened: PortBinding[] = [];
      const gateway = Object.values(station.attachments)[0]?.gateway ?? '127.0.0.1';
      try {
        for (const binding of bindings) {
          if (binding.protocol === 'udp') {
            opened.push({ ...binding, hostPort: binding.hostPort || 0 });
            continue;
          }
          const { hostPort, port } = binding;
          const shown = `${binding.hostIp || '0.0.0.0'}:${hostPort}`;
          if (hostPort !== 0 && doors.has(hostPort))
            throw programming(endpoint, `Bind for ${shown} failed: port is already allocated`);
          const got = await open(hostPort, station, port, gateway).catch((error: NodeJS.ErrnoException) => {
            const why =
              error.code === 'EACCES'
                ? `cannot expose privileged port ${hostPort}: listen tcp4 ${shown}: bind: permission denied`
                : `failed to bind host port for ${shown}: address already in use`;
            throw programming(endpoint, why);
          });
          opened.push({ ...binding, hostPort: got });
        }
      } catch (error) {
        for (const { hostPort } of opened) close(hostPort);
        throw error;
      }
      return {
        bindings: opened,
        close: () => {
          for (const { hostPort, protocol } of opened) if (protocol === 'tcp') close(hostPort);
        },
      };
    },
  };
}

function programming(endpoint: string, why: string): EngineError {
  return new EngineError(
    500,
    `failed to set up container networking: driver failed programming external connectivity on endpoint ${endpoint}: ${why}`,
  );
}
