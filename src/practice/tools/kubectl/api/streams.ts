import { WebSocket } from 'ws';
import { readAll } from '../../common/streams.ts';
import { KubectlError, type Status, StatusError } from '../errors.ts';
import type { ApiClient, Query } from './client.ts';

/** Channels of the remote command protocol; the first byte of each message says which. */
const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const RESULT = 3;
const RESIZE = 4;
const CLOSE = 255;

export interface RemoteProcess {
  stdin: NodeJS.ReadableStream | undefined;
  stdout: (data: Uint8Array) => void;
  stderr: (data: Uint8Array) => void;
  /** Set where standard input is a terminal: its size now, and the call-back for its changes. */
  terminal?: {
    size(): { columns: number; rows: number };
    onResize(listener: () => void): () => void;
  };
}

/**
 * Runs `exec` or `attach` over a WebSocket; resolves to the exit code.
 * @throws StatusError when the server refuses; KubectlError when the connection breaks
 */
export async function remoteCommand(
  client: ApiClient,
  path: string,
  query: Query,
  io: RemoteProcess,
): Promise<number> {
  let status: Status | undefined;
  const socket = await openSocket(
    client,
    path,
    query,
    ['v5.channel.k8s.io', 'v4.channel.k8s.io'],
    (opening) => {
      opening.on('message', (message: Buffer) => {
        const data = message.subarray(1);
        if (message[0] === STDOUT) io.stdout(data);
        else if (message[0] === STDERR) io.stderr(data);
        else if (message[0] === RESULT) status = JSON.parse(data.toString('utf8')) as Status;
      });
    },
  );
  const stop = connectInput(socket, io);
  try {
    await closed(socket);
    return exitCodeOf(status);
  } finally {
    stop();
  }
}

function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState === WebSocket.CLOSED) resolve();
    socket.on('close', () => resolve());
    socket.on('error', (error) => reject(new KubectlError(`error: ${error.message}`)));
  });
}

function connectInput(socket: WebSocket, io: RemoteProcess): () => void {
  const send = (channel: number, data: Uint8Array) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(Buffer.concat([Buffer.from([channel]), data]));
  };
  const { stdin, terminal } = io;
  const sendSize = () => {
    const { columns, rows } = terminal?.size() ?? { columns: 0, rows: 0 };
    send(RESIZE, Buffer.from(JSON.stringify({ Width: columns, Height: rows })));
  };
  const stopResize = terminal?.onResize(sendSize);
  if (terminal) sendSize();
  const onEnd = () => {
    // Version 4 of the protocol has no way to end standard input alone.
    if (socket.protocol === 'v5.channel.k8s.io') send(CLOSE, Buffer.from([STDIN]));
  };
  const onData = (data: Buffer | string) => send(STDIN, Buffer.from(data));
  stdin?.on('data', onData);
  stdin?.on('end', onEnd);
  return () => {
    stopResize?.();
    stdin?.off('data', onData);
    stdin?.off('end', onEnd);
    stdin?.pause();
  };
}

/**
 * @param listen is called before anything can come: the first messages may arrive with the answer itself
 * @throws StatusError when the server answers anything but an upgrade
 */
export async function openSocket(
  client: ApiClient,
  path: string,
  query: Query,
  protocols: string[],
  listen: (socket: WebSocket) => void,
): Promise<WebSocket> {
  const url = client.url(path, query);
  url.protocol = client.secure ? 'wss:' : 'ws:';
  const socket = new WebSocket(url, protocols, {
    headers: client.authorization(),
    perMessageDeflate: false,
    ...(client.secure ? client.tls() : {}),
  } as ConstructorParameters<typeof WebSocket>[2]);
  listen(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
    socket.once('unexpected-response', (_request, response) => {
      const code = response.statusCode ?? 500;
      readAll(response)
        .then((body) => reject(new StatusError(statusOf(body.toString('utf8')), code)))
        .catch(reject);
    });
  }).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof StatusError) throw error;
    if (error.code === 'ECONNREFUSED') {
      throw new KubectlError(
        `The connection to the server ${url.host} was refused - did you specify the right host or port?`,
      );
    }
    throw new KubectlError(`error: ${error.message}`);
  });
  return socket;
}

function statusOf(text: string): Status {
  try {
    return JSON.parse(text) as Status;
  } catch {
    return { message: text.trim() || 'unable to upgrade connection' };
  }
}

function exitCodeOf(status: Status | undefined): number {
  if (!status) throw new KubectlError('error: the connection was closed before the command ended');
  if (status.status === 'Success') return 0;
  const exit = status.details?.causes?.find((cause) => cause.reason === 'ExitCode');
  if (exit?.message !== undefined) return Number(exit.message);
  throw new KubectlError(`error: ${status.message}`);
}
