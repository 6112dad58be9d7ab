import http from 'node:http';
import https from 'node:https';
import { realmOf } from './challenge.ts';

/** What a client says it understands when it asks for a manifest. */
export const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

export interface RegistryOptions {
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Milliseconds in which nothing comes. */
  readonly patience: number;
  /** Who signs in, where that is asked for: `Basic …`; nobody unless told. */
  readonly signIn?: () => Promise<string | undefined>;
}

export interface Question {
  readonly method: 'HEAD' | 'GET';
  readonly repository: string;
  /** Below the repository: `manifests/latest`. */
  readonly path: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly signal: AbortSignal;
}

/** More hops than any registry makes on the way to a blob. */
const redirects = 5;

/** The reading side of one registry's API, with the tokens that it asks for, through the environment's proxy. */
export class Registry {
  readonly base: string;
  readonly #options: RegistryOptions;
  readonly #agents: { readonly http: http.Agent; readonly https: https.Agent };
  readonly #tokens = new Map<string, string>();

  /** @param base `https://registry.example`, without a path */
  constructor(base: string, options: RegistryOptions) {
    this.base = base.replace(/\/+$/, '');
    this.#options = options;
    const proxyEnv = { ...options.env };
    this.#agents = {
      http: new http.Agent({ proxyEnv, keepAlive: true }),
      https: new https.Agent({ proxyEnv, keepAlive: true }),
    };
  }

  /**
   * The answer, after tokens and redirects; its body is to be read or destroyed. One that says why there is no token is
   * an answer, too. Throws what the network throws.
   */
  async ask({ method, repository, path, headers = {}, signal }: Question): Promise<http.IncomingMessage> {
    const url = `${this.base}/v2/${repository}/${path}`;
    const known = this.#tokens.get(repository);
    const first = await this.#follow(method, url, { ...headers, ...bearer(known) }, signal);
    if (first.statusCode !== 401) return first;
    const challenge = first.headers['www-authenticate'] ?? '';
    const realm = realmOf(challenge, repository);
    const authorization = await this.#options.signIn?.();
    if (realm === undefined) {
      if (!authorization || !/^Basic /i.test(challenge)) return first;
      first.resume();
      return this.#follow(method, url, { ...headers, authorization }, signal);
    }
    first.resume();
    const answer = await this.#follow('GET', realm, authorization ? { authorization } : {}, signal);
    if (answer.statusCode !== 200) return answer;
    const said = JSON.parse((await bytesOf(answer)).toString()) as { token?: string; access_token?: string };
    const token = said.token ?? said.access_token ?? '';
    this.#tokens.set(repository, token);
    return this.#follow(method, url, { ...headers, ...bearer(token) }, signal);
  }

  /** Ends the connections that are kept. */
  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  async #follow(
    method: string,
    url: string,
    headers: http.OutgoingHttpHeaders,
    signal: AbortSignal,
    hops = redirects,
  ): Promise<http.IncomingMessage> {
    const answer = await this.#send(method, url, headers, signal);
    const { location } = answer.headers;
    if (![301, 302, 303, 307, 308].includes(answer.statusCode ?? 0) || !location || hops === 0) return answer;
    answer.resume();
    const next = new URL(location, url);
    const { authorization, ...others } = headers;
    // What opens the registry is for nobody else, such as whoever keeps its blobs.
    const kept = next.host === new URL(url).host && authorization ? { authorization } : {};
    return this.#follow(method, next.href, { ...others, ...kept }, signal, hops - 1);
  }

  #send(
    method: string,
    url: string,
    headers: http.OutgoingHttpHeaders,
    signal: AbortSignal,
  ): Promise<http.IncomingMessage> {
    return new Promise((resolve, reject) => {
      const secure = url.startsWith('https:');
      const sent = (secure ? https : http).request(url, {
        method,
        agent: secure ? this.#agents.https : this.#agents.http,
        headers: { 'User-Agent': 'pilotage', ...headers },
        signal,
      });
      const silent = new Error(`${new URL(url).host}: no answer in time`);
      sent.setTimeout(this.#options.patience, () => sent.destroy(silent));
      sent.once('error', (error) => reject(signal.aborted ? silent : error));
      sent.once('response', resolve);
      sent.end();
    });
  }
}

/** Where a registry's API is. */
export function registryBase(registry: string): string {
  return `https://${registry === 'docker.io' ? 'registry-1.docker.io' : registry}`;
}

/** The body of an answer, as far as it may be long. @throws Error where it is longer */
export async function bytesOf(answer: http.IncomingMessage, most = 8_000_000): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most) throw new Error(`the answer is longer than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** What went wrong with a connection, in its own words. */
export function networkError(error: unknown): string {
  const { code, message, errors } = error as NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] };
  // A name with several addresses fails with one error for each.
  return errors?.[0]?.message ?? (message || (code ?? 'no answer'));
}

function bearer(token: string | undefined): http.OutgoingHttpHeaders {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
