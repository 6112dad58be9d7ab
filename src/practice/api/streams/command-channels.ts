import { PassThrough, Writable } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Api } from '../call.ts';
import type { RunCommand } from './command.ts';
import type { StreamRequest } from './handlers.ts';
import { whileHeldUp } from './held-up.ts';
import { createTerminalSizes } from './terminal-sizes.ts';

/** Channels of `v4.channel.k8s.io` and `v5.channel.k8s.io`: the first byte of every message. */
const stdinChannel = 0;
const stdoutChannel = 1;
const stderrChannel = 2;
const resultChannel = 3;
const resizeChannel = 4;
/** v5 alone: the channel named by the second byte is at its end. */
const closeChannel = 255;

/** A command whose streams are the channels of one WebSocket. */
export async function serveCommandChannels(
  run: RunCommand,
  api: Api,
  request: StreamRequest,
  socket: WebSocket,
): Promise<void> {
  const { query } = request;
  const stdin = query.get('stdin') === 'true' ? new PassThrough() : undefined;
  const sizes = createTerminalSizes();
  const gone = new AbortController();
  // Before anything else is awaited: the first messages may follow the upgrade at once.
  socket.on('message', (message: Buffer) => {
    const [channel] = message;
    const data = message.subarray(1);
    if (channel === stdinChannel && stdin?.writable) {
      if (!stdin.write(data)) whileHeldUp(socket, stdin);
    } else if (channel === closeChannel && data[0] === stdinChannel) stdin?.end();
    else if (channel === resizeChannel) sizes.receive(data);
  });
  socket.once('close', () => {
    gone.abort();
    stdin?.end();
  });
  // On a terminal there is one stream for both.
  const tty = query.get('tty') === 'true';
  const apart = !tty && query.get('stderr') === 'true';
  if (tty) await sizes.first();
  const result = await run(api, request, {
    stdin,
    stdout: channelWriter(socket, stdoutChannel),
    stderr: apart ? channelWriter(socket, stderrChannel) : undefined,
    resize: sizes.listen,
    signal: AbortSignal.any([gone.signal, request.signal]),
  });
  socket.send(Buffer.concat([Buffer.from([resultChannel]), Buffer.from(JSON.stringify(result))]));
  socket.close(1000);
}

function channelWriter(socket: WebSocket, channel: number): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      // A client that has gone needs nothing more; the command hears of it by its signal.
      if (socket.readyState !== socket.OPEN) return done();
      socket.send(Buffer.concat([Buffer.from([channel]), chunk]), () => done());
    },
  });
}
