import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import type { Connection } from './connection.ts';
import { StatusError, UnreachableError } from './errors.ts';

/** Milliseconds of wall time: a server that is reachable at all takes a connection sooner. */
const connectTimeout = 5_000;
const answerTimeout = 15_000;

/** A whole answer, read as JSON. @throws UnreachableError, StatusError, KubeconfigError */
export async function getJson<T>(connection: Connection, path: string, signal: AbortSignal): Promise<T> {
  const text = await getText(connection, path, signal);
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new UnreachableError(connection.address, '', 'it answers, but not as an API server', {
      cause: error,
    });
  }
}

/** A whole answer. @throws UnreachableError, StatusError, KubeconfigError */
export async function getText(connection: Connection, path: string, signal: AbortSignal): Promise<string> {
  const limit = AbortSignal.timeout(answerTimeout);
  const response = await openStream(connection, path, AbortSignal.any([signal, limit]));
  return readAll(connection, response);
}

/** What is asked besides the path; a GET unless told. */
export interface Ask {
  readonly method: 'POST' | 'DELETE';
  readonly body: unknown;
}

/** Changes something and gives the answer, read as JSON. @throws UnreachableError, StatusError, KubeconfigError */
export async function sendJson<T>(
  connection: Connection,
  path: string,
  ask: Ask,
  signal: AbortSignal,
): Promise<T> {
  const limit = AbortSignal.timeout(answerTimeout);
  const response = await openStream(connection, path, AbortSignal.any([signal, limit]), ask);
  return JSON.parse(await readAll(connection, response)) as T;
}

/**
 * Sends a request and resolves with the answer once its header is there, for the caller to read. Ended by `signal` and
 * by the end of the connection. @throws UnreachableError, StatusError for any status that does not mean success
 */
export async function openStream(
  connection: Connection,
  path: string,
  signal: AbortSignal,
  ask?: Ask,
): Promise<http.IncomingMessage> {
  const options = await connection.options();
  const ended = AbortSignal.any([signal, connection.closed]);
  const body = ask && JSON.stringify(ask.body);
  const send = connection.base.startsWith('https:') ? https.request : http.request;
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const request = send(`${connection.base}${path}`, {
      ...options,
      ...(ask && { method: ask.method }),
      headers: {
        ...options.headers,
        Accept: 'application/json',
        'User-Agent': 'pilotage',
        // Node gives the body of a DELETE no length by itself, and then no server can read it.
        ...(body !== undefined && {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
        }),
      },
      signal: ended,
    });
    request.on('socket', (socket) => limitConnecting(socket));
    request.on('response', resolve);
    request.on('error', (error) => reject(unreachable(connection, error)));
    request.end(body);
  });
  const date = Date.parse(response.headers.date ?? '');
  if (!Number.isNaN(date)) connection.clockSkew = date - Date.now();
  const { statusCode = 0 } = response;
  if (statusCode >= 200 && statusCode < 300) return response;
  throw statusError(statusCode, await readAll(connection, response));
}

/** Calls back with the complete lines of an answer, all those that came together at once. @throws UnreachableError */
export async function readLines(
  connection: Connection,
  response: http.IncomingMessage,
  onLines: (lines: string[]) => void,
): Promise<void> {
  const decoder = new StringDecoder('utf8');
  let cut = '';
  try {
    for await (const chunk of response) {
      const lines = (cut + decoder.write(chunk as Buffer)).split('\n');
      cut = lines.pop() ?? '';
      if (lines.length > 0) onLines(lines);
    }
  } catch (error) {
    throw unreachable(connection, error);
  }
  cut += decoder.end();
  if (cut !== '') onLines([cut]);
}

async function readAll(connection: Connection, response: http.IncomingMessage): Promise<string> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  } catch (error) {
    throw unreachable(connection, error);
  }
}

function limitConnecting(socket: Socket): void {
  if (!socket.connecting) return;
  const timer = setTimeout(() => {
    socket.destroy(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }));
  }, connectTimeout);
  const stop = () => clearTimeout(timer);
  socket.once('connect', stop);
  socket.once('close', stop);
}

function unreachable(connection: Connection, cause: unknown): UnreachableError {
  const error = cause as NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] };
  // A name with several addresses fails with one error for each.
  const first = error.errors?.[0] ?? error;
  const code = first.name === 'AbortError' ? 'ETIMEDOUT' : (first.code ?? '');
  return new UnreachableError(connection.address, code, first.message, { cause });
}

function statusError(status: number, body: string): StatusError {
  try {
    const { reason = '', message = '' } = JSON.parse(body) as { reason?: string; message?: string };
    return new StatusError(status, reason, message);
  } catch {
    return new StatusError(status, '', body.trim().split('\n', 1)[0]?.slice(0, 200) ?? '');
  }
}
