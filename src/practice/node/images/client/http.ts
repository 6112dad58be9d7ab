import { Agent, type IncomingMessage, request as send } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readAll } from '../read-all.ts';
import { RegistryError } from './errors.ts';

export interface Ask {
  method: string;
  url: URL;
  headers?: Record<string, string | number>;
  body?: Uint8Array | string | Readable;
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
export async function ask(agent: Agent, { method, url, headers, body }: Ask): Promise<Answer> {
  const asked = send(url, {
    method,
    agent,
    headers: { 'user-agent': 'docker/pilotage', ...headers },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    asked.on('response', resolve);
    asked.on('error', reject);
  });
  // A registry may answer before it has heard all: what becomes of the rest shows in its answer.
  if (body instanceof Readable) pipeline(body, asked).catch(() => undefined);
  else asked.end(body);
  try {
    const response = await answered;
    return {
      status: response.statusCode ?? 0,
      header: (name) => response.headers[name] as string | undefined,
      body: response,
    };
  } catch (error) {
    throw explain(error as NodeJS.ErrnoException, { method, url, sends: body !== undefined });
  }
}

function explain(
  error: NodeJS.ErrnoException,
  { method, url, sends }: Pick<Ask, 'method' | 'url'> & { sends: boolean },
): Error {
  const request = describeRequest(method, url);
  const address = `${url.hostname}:${url.port || '80'}`;
  const refused = new RegistryError('refused', request, `dial tcp ${address}: connect: connection refused`);
  switch (error.code) {
    case 'EPIPE':
    case 'ECONNRESET':
      if (sends)
        return new RegistryError('failed', request, `write tcp ${address}: write: connection reset by peer`);
      // A NodePort without a ready endpoint is a listener here, where on a real node the kernel refuses.
      return refused;
    case 'ECONNREFUSED':
      return refused;
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
