import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createClock } from '../../base/clock.ts';
import { NotReadyError, UsageError } from '../../base/errors.ts';
import type { RoomLesson } from '../protocol/room-events.ts';
import type { EventLog } from '../store/event-log.ts';
import { type AppOptions, createApp } from './app.ts';
import { RoomKeys } from './keys.ts';
import { Room } from './room.ts';

export interface ServeOptions extends Pick<AppOptions, 'pages' | 'behindProxy' | 'notice'> {
  readonly log: EventLog;
  readonly room: string;
  readonly secret: string;
  readonly lesson: RoomLesson;
  readonly host: string;
  /** 0 takes one that is free. */
  readonly port: number;
  /** Certificate and key as PEM; without them it is plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

export interface RoomServer {
  readonly room: Room;
  readonly keys: RoomKeys;
  readonly port: number;
  /** Lets go of the port, the connections and the room; the log is whoever's opened it. */
  close(): Promise<void>;
}

/** Opens a room, or goes on with it, and answers for it. @throws NotReadyError where the port is taken */
export async function serveRoom(options: ServeOptions): Promise<RoomServer> {
  const { log, lesson } = options;
  const room = await Room.open(log, options.room, createClock());
  const keys = new RoomKeys(options.room, options.secret);
  const app = createApp({ ...options, room, keys });
  const server = serverOf(app.app.fetch, options.tls);
  const close = async () => {
    await app.close();
    room.close();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  try {
    const port = await listen(server, options);
    if (!room.state.lesson) await room.say({ type: 'room-opened', lesson });
    return { room, keys, port, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @throws UsageError for a certificate that is none, or not that of the key */
function serverOf(
  fetch: Parameters<typeof createAdaptorServer>[0]['fetch'],
  tls: ServeOptions['tls'],
): Server {
  // A request that trickles in holds a connection for this long at most; an answer may take as long as it likes.
  const serverOptions = { requestTimeout: 20_000, headersTimeout: 10_000, connectionsCheckingInterval: 5000 };
  if (!tls) return createAdaptorServer({ fetch, createServer, serverOptions }) as Server;
  try {
    const all = { ...serverOptions, ...tls };
    return createAdaptorServer({ fetch, createServer: createTlsServer, serverOptions: all }) as Server;
  } catch (error) {
    throw new UsageError(
      `The certificate and its key cannot be used: ${(error as Error).message}`,
      'Both must be PEM, the certificate before those that it rests on, and belong together.',
      { cause: error },
    );
  }
}

function listen(server: Server, { host, port }: Pick<ServeOptions, 'host' | 'port'>): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'another program has it' : error.message;
      reject(
        new NotReadyError(`port ${port} of ${host} cannot be used: ${why}`, 'Choose another with --port.', {
          cause: error,
        }),
      );
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
