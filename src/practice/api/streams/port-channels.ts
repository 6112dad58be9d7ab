import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Api } from '../call.ts';
import type { StreamRequest } from '../upgrade.ts';

/**
 * Port forwarding over `v4.channel.k8s.io`: two channels for every port that the query names, one for data and one
 * for errors, each of which begins with the port's number.
 */
export function servePortChannels(
  api: Api,
  { namespace, pod, query }: StreamRequest,
  socket: WebSocket,
): void {
  const ports = query
    .getAll('ports')
    .flatMap((list) => list.split(','))
    .map(Number);
  const connections = ports.map((port, index) =>
    forward(api, namespace, pod.metadata.name, port, index * 2, socket),
  );
  socket.on('message', (message: Buffer) => {
    const index = (message[0] ?? 0) / 2;
    const data = message.subarray(1);
    void connections[index]?.then((connection) => connection?.write(data));
  });
  socket.once('close', () => {
    for (const connection of connections) void connection.then((one) => one?.destroy());
  });
}

async function forward(
  api: Api,
  namespace: string,
  pod: string,
  port: number,
  channel: number,
  socket: WebSocket,
): Promise<Duplex | undefined> {
  const send = (to: number, data: Buffer) => {
    if (socket.readyState === socket.OPEN) socket.send(Buffer.concat([Buffer.from([to]), data]));
  };
  const number = Buffer.from([port & 0xff, port >> 8]);
  send(channel, number);
  send(channel + 1, number);
  try {
    const connection = await api.agent.portForward(namespace, pod, port);
    connection.on('data', (data: Buffer) => send(channel, data));
    connection.on('error', (error) => send(channel + 1, Buffer.from(error.message)));
    connection.once('close', () => socket.close());
    return connection;
  } catch (error) {
    send(
      channel + 1,
      Buffer.from(`error forwarding port ${port} to pod ${pod}: ${(error as Error).message}`),
    );
    socket.close();
    return undefined;
  }
}
