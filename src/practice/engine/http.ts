import type { IncomingMessage, ServerResponse } from 'node:http';
import { readAll } from '../node/images/read-all.ts';
import { EngineError } from './errors.ts';

/** More than any request of the docker command holds. */
const maxBody = 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (Number(request.headers['content-length'] ?? 0) > maxBody)
    throw new EngineError(413, 'request too large');
  const text = (await readAll(request)).toString();
  try {
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  } catch {
    throw new EngineError(400, 'invalid JSON in the request');
  }
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** A response of one JSON value a line, each sent as soon as it is known. */
function lineWriter(response: ServerResponse): (value: unknown) => void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  return (value) => void response.write(`${JSON.stringify(value)}\n`);
}

/** Sends what `work` tells, a line each, and what it throws as the last. Its signal says that the client has gone. */
export async function streamLines(
  response: ServerResponse,
  work: (tell: (value: unknown) => void, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const tell = lineWriter(response);
  // Who waits for the first line is answered before there is one.
  response.flushHeaders();
  try {
    await work(tell, gone.signal);
  } catch (error) {
    tell({ error: (error as Error).message });
  }
  response.end();
}
