import { PassThrough, Writable } from 'node:stream';
import type { WebSocket } from 'ws';
import { ApiError } from '../../errors.ts';
import type { Api } from '../call.ts';
import { statusOf } from '../errors.ts';
import { containerOf } from '../subresources/log.ts';
import type { StreamRequest } from '../upgrade.ts';

/** Channels of `v4.channel.k8s.io` and `v5.channel.k8s.io`: the first byte of every message. */
const stdinChannel = 0;
const stdoutChannel = 1;
const stderrChannel = 2;
const resultChannel = 3;
const resizeChannel = 4;
/** v5 alone: the channel named by the second byte is at its end. */
const closeChannel = 255;

/** `kubectl exec`: runs a command in a container, its streams over one WebSocket. */
export function serveExec(api: Api, request: StreamRequest, socket: WebSocket): void {
  const { namespace, pod, query, signal } = request;
  const gone = goneSignal(socket, signal);
  const streams = channelStreams(socket, query);
  const run = async () => {
    const exitCode = await api.agent.exec(namespace, pod.metadata.name, {
      container: containerOf(pod, query.get('container')),
      command: query.getAll('command'),
      tty: query.get('tty') === 'true',
      stdin: streams.stdin,
      stdout: streams.stdout,
      stderr: streams.stderr,
      resize: streams.resize,
      signal: gone,
    });
    return exitCode === 0 ? success : exitStatus(exitCode);
  };
  void finish(socket, run);
}

/** `kubectl attach`: joins what a container prints, and reads, from now on. */
export function serveAttach(api: Api, request: StreamRequest, socket: WebSocket): void {
  const { namespace, pod, query, signal } = request;
  const gone = goneSignal(socket, signal);
  const { stdin, stdout, stderr, resize } = channelStreams(socket, query);
  const run = async () => {
    const container = containerOf(pod, query.get('container'));
    const streams = { stdin, stdout, stderr, resize, signal: gone };
    await api.agent.attach(namespace, pod.metadata.name, { container, ...streams });
    return success;
  };
  void finish(socket, run);
}

const success = { metadata: {}, status: 'Success' };

function exitStatus(code: number): object {
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${code}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  };
}

async function finish(socket: WebSocket, run: () => Promise<object>): Promise<void> {
  const result = await run().catch((error: unknown) => {
    const known =
      error instanceof ApiError ? error : new ApiError(500, 'InternalError', (error as Error).message);
    return statusOf(known);
  });
  socket.send(Buffer.concat([Buffer.from([resultChannel]), Buffer.from(JSON.stringify(result))]));
  socket.close(1000);
}

function goneSignal(socket: WebSocket, closing: AbortSignal): AbortSignal {
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  return AbortSignal.any([gone.signal, closing]);
}

interface Size {
  columns: number;
  rows: number;
}

function channelStreams(socket: WebSocket, query: URLSearchParams) {
  const tty = query.get('tty') === 'true';
  const stdin = query.get('stdin') === 'true' ? new PassThrough() : undefined;
  const listeners: ((size: Size) => void)[] = [];
  let size: Size | undefined;
  // Before anything else is awaited: the first messages may follow the upgrade at once.
  socket.on('message', (message: Buffer) => {
    const [channel] = message;
    const data = message.subarray(1);
    if (channel === stdinChannel) stdin?.write(data);
    else if (channel === closeChannel && data[0] === stdinChannel) stdin?.end();
    else if (channel === resizeChannel) {
      const resized = parseSize(data);
      if (!resized) return;
      size = resized;
      for (const listener of listeners) listener(resized);
    }
  });
  socket.once('close', () => stdin?.end());
  return {
    stdin,
    stdout: channelWriter(socket, stdoutChannel),
    // On a terminal there is one stream for both.
    stderr: tty || query.get('stderr') !== 'true' ? undefined : channelWriter(socket, stderrChannel),
    resize(listener: (size: Size) => void) {
      listeners.push(listener);
      if (size) listener(size);
    },
  };
}

function parseSize(data: Buffer): Size | undefined {
  try {
    const { Width, Height } = JSON.parse(data.toString('utf8')) as { Width: number; Height: number };
    return { columns: Number(Width), rows: Number(Height) };
  } catch {
    return undefined;
  }
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
