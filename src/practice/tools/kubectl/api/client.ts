import { readFileSync } from 'node:fs';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { AgentOptions } from 'node:https';
import { http, https } from '../../common/http.ts';
import { readAll } from '../../common/streams.ts';
import { KubectlError, type Status, StatusError } from '../errors.ts';
import type { Connection } from './kubeconfig.ts';

export type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

export interface RequestOptions {
  query?: Query;
  /** Sent as JSON; a text is sent as it is. */
  body?: unknown;
  contentType?: string;
  accept?: string;
  signal?: AbortSignal;
}

export const AS_TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

/** Speaks HTTP to the API server of one connection. Every refusal is a StatusError. */
export class ApiClient {
  readonly connection: Connection;
  readonly #warn: (text: string) => void;
  readonly #timeout: number;
  #tls: AgentOptions | undefined;

  /** @param timeout of one request, in ms; 0 is none */
  constructor(connection: Connection, warn: (text: string) => void, timeout = 0) {
    this.connection = connection;
    this.#warn = warn;
    this.#timeout = timeout;
  }

  get secure(): boolean {
    return this.connection.server.protocol === 'https:';
  }

  /** The address of an API path, with the path prefix of the kubeconfig's server. */
  url(path: string, query: Query = {}): URL {
    const { server } = this.connection;
    const url = new URL(server.pathname.replace(/\/$/, '') + path, server);
    for (const [name, value] of Object.entries(query)) {
      if (value === undefined) continue;
      for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
    }
    return url;
  }

  /** Headers that say who asks. kubectl sends credentials over TLS only. */
  authorization(): Record<string, string> {
    const { user } = this.connection;
    if (!this.secure) return {};
    if (user.token) return { authorization: `Bearer ${user.token}` };
    if (user.username) {
      return {
        authorization: `Basic ${Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64')}`,
      };
    }
    return {};
  }

  /** Certificates and keys for node:https and node:tls. */
  tls(): AgentOptions {
    this.#tls ??= tlsOptions(this.connection);
    return this.#tls;
  }

  async get<T>(path: string, options: RequestOptions = {}): Promise<T> {
    return this.send<T>('GET', path, options);
  }

  async send<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
    const text = await this.text(method, path, options);
    return (text === '' ? {} : JSON.parse(text)) as T;
  }

  async text(method: string, path: string, options: RequestOptions = {}): Promise<string> {
    const response = await this.open(method, path, options);
    return (await readAll(response)).toString('utf8');
  }

  /** The answer as it comes. @throws StatusError for 400 and above; KubectlError when nobody answers */
  async open(method: string, path: string, options: RequestOptions = {}): Promise<IncomingMessage> {
    const url = this.url(path, options.query);
    const response = await this.#request(method, url, options);
    for (const warning of warnings(response)) this.#warn(`Warning: ${warning}\n`);
    const code = response.statusCode ?? 0;
    if (code < 400) return response;
    throw new StatusError(readStatus((await readAll(response)).toString('utf8'), code), code);
  }

  #request(method: string, url: URL, options: RequestOptions): Promise<IncomingMessage> {
    const body = typeof options.body === 'string' ? options.body : JSON.stringify(options.body);
    const headers: OutgoingHttpHeaders = {
      accept: options.accept ?? 'application/json',
      'user-agent': 'kubectl (pilotage)',
      ...this.authorization(),
    };
    if (body !== undefined) {
      headers['content-type'] = options.contentType ?? 'application/json';
      headers['content-length'] = Buffer.byteLength(body);
    }
    return new Promise((resolve, reject) => {
      const settings = {
        method,
        headers,
        ...(options.signal ? { signal: options.signal } : {}),
        ...(this.secure ? this.tls() : {}),
      };
      const request = (this.secure ? https : http).request(url, settings, resolve);
      request.on('error', (error) => reject(options.signal?.aborted ? error : unreachable(error, url)));
      if (this.#timeout > 0) {
        request.setTimeout(this.#timeout, () => {
          request.destroy();
          reject(
            new KubectlError(
              'Unable to connect to the server: net/http: request canceled (Client.Timeout exceeded while awaiting headers)',
            ),
          );
        });
      }
      request.end(body);
    });
  }
}

function readStatus(text: string, code: number): Status {
  try {
    const status = JSON.parse(text) as Status;
    if (status.kind === 'Status') return status;
  } catch {
    // not the API's own words: a proxy, or something else on that port
  }
  if (code === 404) {
    return { reason: 'NotFound', message: 'the server could not find the requested resource', code };
  }
  const words: Record<number, [string, string]> = {
    401: ['Unauthorized', 'the server has asked for the client to provide credentials'],
    403: ['Forbidden', text.trim() || 'forbidden'],
    405: ['MethodNotAllowed', 'the server does not allow this method on the requested resource'],
    503: ['ServiceUnavailable', 'the server is currently unable to handle the request'],
  };
  const [reason, message] = words[code] ?? ['', text.trim() || `the server answered ${code}`];
  return { reason, message, code };
}

/** The texts of `Warning: 299 - "…"` headers. */
function warnings(response: IncomingMessage): string[] {
  const header = response.headers.warning;
  if (!header) return [];
  return [...header.matchAll(/\b299 \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) =>
    (match[1] ?? '').replace(/\\(.)/g, '$1'),
  );
}

function unreachable(error: NodeJS.ErrnoException, url: URL): KubectlError {
  const causes = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [error];
  const code = error.code ?? causes[0]?.code;
  if (code === 'ECONNREFUSED') {
    return new KubectlError(
      `The connection to the server ${url.host} was refused - did you specify the right host or port?`,
    );
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new KubectlError(
      `Unable to connect to the server: dial tcp: lookup ${url.hostname}: no such host`,
    );
  }
  if (code === 'ECONNRESET') return new KubectlError('Unable to connect to the server: EOF');
  return new KubectlError(`Unable to connect to the server: ${error.message}`);
}

function tlsOptions({ cluster, user }: Connection): AgentOptions {
  const pem = (data: string | undefined, path: string | undefined) => {
    if (data) return Buffer.from(data, 'base64');
    if (!path) return undefined;
    try {
      return readFileSync(path);
    } catch {
      throw new KubectlError(
        `error: unable to read ${path}, which the kubeconfig names: no such file or directory`,
      );
    }
  };
  const ca = pem(cluster['certificate-authority-data'], cluster['certificate-authority']);
  const cert = pem(user['client-certificate-data'], user['client-certificate']);
  const key = pem(user['client-key-data'], user['client-key']);
  return {
    ...(ca ? { ca } : {}),
    ...(cert ? { cert } : {}),
    ...(key ? { key } : {}),
    ...(cluster['tls-server-name'] ? { servername: cluster['tls-server-name'] } : {}),
    ...(cluster['insecure-skip-tls-verify'] ? { rejectUnauthorized: false } : {}),
  };
}
