import http from 'node:http';
import https from 'node:https';
import type { Image } from '../../../lesson/images/reference.ts';

/** What a registry says when it is asked for an image, without signing in. */
export type PullAnswer =
  | { readonly kind: 'there'; readonly limit: PullLimit | undefined }
  | { readonly kind: 'absent' }
  | { readonly kind: 'denied'; readonly status: number }
  | { readonly kind: 'limited' }
  | { readonly kind: 'troubled'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly error: string };

/** How many more images this address may pull. */
export interface PullLimit {
  readonly limit: number;
  readonly remaining: number;
  readonly seconds: number;
}

/** Milliseconds that one answer may take. */
const patience = 6_000;

const manifests = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** The address of a registry's API. */
export function registryBase(registry: string): string {
  return `https://${registry === 'docker.io' ? 'registry-1.docker.io' : registry}`;
}

/** Asks for an image's manifest by HEAD, which counts as no pull. Never throws; `signal` ends it as time does. */
export async function askRegistry(
  base: string,
  image: Image,
  env: Readonly<NodeJS.ProcessEnv>,
  signal: AbortSignal,
): Promise<PullAnswer> {
  const url = `${base.replace(/\/+$/, '')}/v2/${image.repository}/manifests/${image.reference}`;
  try {
    const first = await request('HEAD', url, { Accept: manifests }, env, signal);
    const realm = first.status === 401 ? tokenUrl(first.headers['www-authenticate'] ?? '', image) : undefined;
    if (realm === undefined) return answerOf(first);
    const token = await request('GET', realm, {}, env, signal);
    if (token.status !== 200) return answerOf(token);
    const { token: secret, access_token: other } = JSON.parse(token.body) as Record<
      string,
      string | undefined
    >;
    const headers = { Accept: manifests, Authorization: `Bearer ${secret ?? other ?? ''}` };
    return answerOf(await request('HEAD', url, headers, env, signal));
  } catch (error) {
    const { code, message, errors } = error as NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] };
    // A name with several addresses fails with one error for each.
    return { kind: 'unreachable', error: errors?.[0]?.message ?? (message || (code ?? 'no answer')) };
  }
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

function answerOf({ status, headers }: Answer): PullAnswer {
  if (status === 200) return { kind: 'there', limit: limitIn(headers) };
  if (status === 404) return { kind: 'absent' };
  if (status === 429) return { kind: 'limited' };
  if (status === 401 || status === 403) return { kind: 'denied', status };
  return { kind: 'troubled', status };
}

/** Docker Hub's `ratelimit-limit: 100;w=21600` and `ratelimit-remaining: 76;w=21600`. */
function limitIn(headers: http.IncomingHttpHeaders): PullLimit | undefined {
  const number = (name: string) => /^(\d+)(?:;w=(\d+))?/.exec(String(headers[name] ?? ''));
  const [limit, remaining] = [number('ratelimit-limit'), number('ratelimit-remaining')];
  if (!limit || !remaining) return undefined;
  return { limit: Number(limit[1]), remaining: Number(remaining[1]), seconds: Number(limit[2] ?? 21_600) };
}

/** Where a token for nobody is had, as the registry says. */
function tokenUrl(challenge: string, { repository }: Image): string | undefined {
  if (!/^Bearer /i.test(challenge)) return undefined;
  const said = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
  );
  if (said.realm === undefined || !URL.canParse(said.realm)) return undefined;
  const url = new URL(said.realm);
  if (said.service !== undefined) url.searchParams.set('service', said.service);
  url.searchParams.set('scope', said.scope ?? `repository:${repository}:pull`);
  return url.href;
}

function request(
  method: 'HEAD' | 'GET',
  url: string,
  headers: http.OutgoingHttpHeaders,
  env: Readonly<NodeJS.ProcessEnv>,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const secure = url.startsWith('https:');
    // Through the proxy that docker would go through.
    const agent = secure
      ? new https.Agent({ proxyEnv: { ...env } })
      : new http.Agent({ proxyEnv: { ...env } });
    const options = { method, agent, headers: { 'User-Agent': 'pilotage', ...headers } };
    const sent = (secure ? https : http).request(url, {
      ...options,
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
    sent.once('error', (error) =>
      reject(error.name === 'TimeoutError' || error.name === 'AbortError' ? silence(url) : error),
    );
    sent.once('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.end();
  });
}

function silence(url: string): Error {
  return new Error(`${new URL(url).host}: no answer in time`);
}
