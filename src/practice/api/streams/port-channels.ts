import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Api } from '../call.ts';
import type { StreamRequest } from './handlers.ts';
import { whileHeldUp } from './held-up.ts';
import { connectPort } from './port.ts';

/**
 * Port forwarding over `v4.channel.k8s.io`: two channels for every port that the query names, one for data and one
 * for errors, each of which begins with the port's number.
 */
export function servePortChannels(api: Api, request: StreamRequest, socket: WebSocket): void {
  const ports = request.query
    .getAll('ports')
    .flatMap((list) => list.split(','))
    .map(Number);
  const connections = ports.map((port, index) => forward(api, request, port, index * 2, socket));
  socket.on('message', (message: Buffer) => {
    const index = (message[0] ?? 0) / 2;
    const data = message.subarray(1);
    void connections[index]?.then((connection) => {
      if (connection?.writable && !connection.write(data)) whileHeldUp(socket, connection);
    });
  });
  socket.once('close', () => {
    for (const connection of connections) void connection.then((one) => one?.destroy());
  });
}

async function forward(
  api: Api,
  request: StreamRequest,
  port: number,
  channel: number,
  socket: WebSocket,
): Promise<Duplex | undefined> {
  const send = (to: number, data: Buffer, done: () => void = () => undefined) => {
    if (socket.readyState !== socket.OPEN) done();
    else socket.send(Buffer.concat([Buffer.from([to]), data]), done);
  };
  const number = Buffer.from([port & 0xff, port >> 8]);
  send(channel, number);
  send(channel + 1, number);
  try {
    const connection = await connectPort(api, request, port);
    connection.on('data', (data: Buffer) => {
      connection.pause();
      send(channel, data, () => connection.resume());
    });
    connection.on('error', (error) => send(channel + 1, Buffer.from(error.message)));
    connection.once('close', () => socket.close());
    return connection;
  } catch (error) {
    send(channel + 1, Buffer.from((error as Error).message));
    socket.close();
    return undefined;
  }
}
