import { Agent, type IncomingMessage, request as send } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readAll } from '../read-all.ts';
import { RegistryError } from './errors.ts';

export interface Ask {
  method: string;
  url: URL;
  headers?: Record<string, string | number>;
  body?: Uint8Array | string | Readable;
  signal?: AbortSignal | undefined;
}

export interface Answer {
  status: number;
  header(name: string): string | undefined;
  /** To be read, or destroyed. */
  body: IncomingMessage;
}

/** The connections to one registry. */
export function createAgent(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 4 });
}

export function describeRequest(method: string, url: URL): string {
  return `${method.charAt(0)}${method.slice(1).toLowerCase()} "${url.href}"`;
}

/** @throws RegistryError when there is no answer at all */
export async function ask(agent: Agent, { method, url, headers, body, signal }: Ask): Promise<Answer> {
  const asked = send(url, {
    method,
    agent,
    headers: { 'user-agent': 'docker/pilotage', ...headers },
    ...(signal ? { signal } : {}),
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    asked.on('response', resolve);
    asked.on('error', reject);
  });
  const sent =
    body === undefined || typeof body === 'string' || body instanceof Uint8Array
      ? asked.end(body)
      : pipeline(body, asked);
  try {
    const response = await answered;
    return {
      status: response.statusCode ?? 0,
      header: (name) => response.headers[name] as string | undefined,
      body: response,
    };
  } catch (error) {
    throw explain(error as NodeJS.ErrnoException, describeRequest(method, url), url);
  } finally {
    await Promise.resolve(sent).catch(() => undefined);
  }
}

function explain(error: NodeJS.ErrnoException, request: string, url: URL): Error {
  if (error.name === 'AbortError') return error;
  const address = `${url.hostname}:${url.port || '80'}`;
  switch (error.code) {
    case 'ECONNREFUSED':
    // A NodePort without a ready endpoint is a listener here, where on a real node the kernel refuses.
    case 'ECONNRESET':
    case 'EPIPE':
      return new RegistryError('refused', request, `dial tcp ${address}: connect: connection refused`);
    case 'ENOTFOUND':
      return new RegistryError('no-host', request, `dial tcp: lookup ${url.hostname}: no such host`);
    default:
      if (error.code?.startsWith('HPE_')) {
        return new RegistryError(
          'failed',
          request,
          'net/http: HTTP/1.x transport connection broken: malformed HTTP response',
        );
      }
      return new RegistryError('failed', request, error.message);
  }
}

export async function readText(answer: Answer): Promise<string> {
  return (await readAll(answer.body)).toString();
}
