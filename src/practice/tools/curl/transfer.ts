import type { IncomingMessage, RequestOptions } from 'node:http';
import type { RequestOptions as TlsRequestOptions } from 'node:https';
import { http, https } from '../common/http.ts';
import type { Streams } from '../common/streams.ts';
import { CurlError, connectionError } from './errors.ts';
import type { CurlOptions } from './options.ts';
import { connectionFor, readAuthority } from './route.ts';
import type { Sink } from './sink.ts';

/** What -w may ask of a transfer. */
export interface Outcome {
  url: string;
  effectiveUrl: string;
  method: string;
  status: number;
  headers: IncomingMessage['headers'];
  redirects: number;
  redirectUrl: string;
  bytes: number;
  sent: number;
  remoteIp: string;
  remotePort: string;
  /** In ms. */
  startedAt: number;
  connectedAt: number;
  firstByteAt: number;
  endedAt: number;
}

export function emptyOutcome(url: string): Outcome {
  return {
    url,
    effectiveUrl: url,
    method: 'GET',
    status: 0,
    headers: {},
    redirects: 0,
    redirectUrl: '',
    bytes: 0,
    sent: 0,
    remoteIp: '',
    remotePort: '',
    startedAt: performance.now(),
    connectedAt: 0,
    firstByteAt: 0,
    endedAt: 0,
  };
}

/** A URL as curl takes it: `http` where no scheme is named. @throws CurlError */
export function parseUrl(text: string): URL {
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    throw new CurlError(1, `Protocol "${scheme}" not supported or disabled in libcurl`);
  }
  try {
    if (text === '' || /\s/.test(text)) throw new TypeError();
    return new URL(scheme === undefined ? `http://${text}` : text);
  } catch {
    throw new CurlError(3, 'URL using bad/illegal format or missing URL');
  }
}

/** Performs one transfer, redirects included, into `sink`. Fills in `outcome` as it goes. @throws CurlError */
export async function transfer(
  options: CurlOptions,
  streams: Streams,
  sink: Sink,
  outcome: Outcome,
): Promise<void> {
  let url = parseUrl(outcome.url);
  if (options.asQuery && options.data)
    url.search = [url.search.slice(1), options.data.toString()].filter(Boolean).join('&');
  let data = options.asQuery ? undefined : options.data;
  let method = options.method ?? (options.head ? 'HEAD' : data === undefined ? 'GET' : 'POST');
  const deadline = options.maxTime > 0 ? AbortSignal.timeout(Math.max(1, options.maxTime)) : undefined;
  for (;;) {
    outcome.effectiveUrl = url.href;
    outcome.method = method;
    const response = await send(options, streams, { url, method, data, deadline }, outcome);
    outcome.status = response.statusCode ?? 0;
    outcome.headers = response.headers;
    outcome.redirectUrl = redirectOf(response, url)?.href ?? '';
    const target = options.follow ? redirectOf(response, url) : undefined;
    const failed = options.fail !== 'no' && outcome.status >= 400;
    if (options.include || options.head) sink.write(headText(response));
    if (!(target || (failed && options.fail === 'yes'))) await receive(response, sink, outcome, deadline);
    else response.resume();
    if (failed) throw new CurlError(22, `The requested URL returned error: ${outcome.status}`);
    if (!target) return;
    if (++outcome.redirects > options.maxRedirects) {
      throw new CurlError(47, `Maximum (${options.maxRedirects}) redirects followed`);
    }
    if (![307, 308].includes(outcome.status) && options.method === undefined && method !== 'HEAD') {
      method = 'GET';
      data = undefined;
    }
    url = target;
  }
}

function redirectOf(response: IncomingMessage, from: URL): URL | undefined {
  const { location } = response.headers;
  const status = response.statusCode ?? 0;
  return location !== undefined && status >= 300 && status < 400 ? new URL(location, from) : undefined;
}

const headText = (response: IncomingMessage): string =>
  `${statusLine(response)}\r\n${headerLines(response).join('\r\n')}\r\n\r\n`;

const statusLine = (response: IncomingMessage): string =>
  `HTTP/${response.httpVersion} ${response.statusCode} ${response.statusMessage}`;

function headerLines({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : []));
}

interface Send {
  url: URL;
  method: string;
  data: Buffer | undefined;
  deadline: AbortSignal | undefined;
}

function send(
  options: CurlOptions,
  streams: Streams,
  { url, method, data, deadline }: Send,
  outcome: Outcome,
): Promise<IncomingMessage> {
  const headers = requestHeaders(options, url, data);
  const settings: RequestOptions & TlsRequestOptions = {
    method,
    headers,
    ...(deadline ? { signal: deadline } : {}),
    ...(options.insecure ? { rejectUnauthorized: false } : {}),
    ...(options.authority === undefined ? {} : { ca: readAuthority(options.authority) }),
    ...connectionFor(url, options.connectTo),
  };
  const say = (text: string) => {
    if (options.verbose) streams.err(text);
  };
  return new Promise((resolve, reject) => {
    const since = performance.now();
    const elapsed = () => Math.floor(performance.now() - since);
    say(`*   Trying ${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}...\n`);
    const request = (url.protocol === 'https:' ? https : http).request(url, settings);
    // Node.js would add headers that curl does not send.
    request.removeHeader('connection');
    if (data === undefined) {
      request.removeHeader('content-length');
      request.removeHeader('transfer-encoding');
    }
    let connecting: NodeJS.Timeout | undefined;
    if (options.connectTimeout > 0) {
      connecting = setTimeout(() => {
        reject(
          new CurlError(
            28,
            `Failed to connect to ${url.hostname} port ${url.port} after ${elapsed()} ms: Timeout was reached`,
          ),
        );
        request.destroy();
      }, options.connectTimeout);
    }
    request.on('socket', (socket) => {
      const connected = () => {
        clearTimeout(connecting);
        outcome.connectedAt = performance.now();
        outcome.remoteIp = socket.remoteAddress ?? '';
        outcome.remotePort = String(socket.remotePort ?? '');
        say(`* Connected to ${url.hostname} (${outcome.remoteIp}) port ${outcome.remotePort} (#0)\n`);
        const lines = Object.entries(headers).map(([name, value]) => `> ${name}: ${value}\r\n`);
        say(`> ${method} ${url.pathname}${url.search} HTTP/1.1\r\n${lines.join('')}> \r\n`);
      };
      if (socket.connecting) socket.once('connect', connected);
      else connected();
    });
    request.on('response', (response) => {
      outcome.firstByteAt = performance.now();
      const lines = [statusLine(response), ...headerLines(response), ''];
      say(lines.map((line) => `< ${line}\r\n`).join(''));
      resolve(response);
    });
    request.on('error', (error) => {
      clearTimeout(connecting);
      reject(deadline?.aborted ? timedOut(options, outcome) : connectionError(error, url, elapsed()));
    });
    outcome.sent += data?.length ?? 0;
    request.end(data);
  });
}

function timedOut(options: CurlOptions, outcome: Outcome): CurlError {
  const ms = Math.round(options.maxTime);
  if (outcome.connectedAt === 0) return new CurlError(28, `Connection timed out after ${ms} milliseconds`);
  return new CurlError(
    28,
    `Operation timed out after ${ms} milliseconds with ${outcome.bytes} bytes received`,
  );
}

/** In curl's order; `-H 'Name:'` leaves one out, `-H 'Name;'` sends it empty. */
function requestHeaders(options: CurlOptions, url: URL, data: Buffer | undefined): Record<string, string> {
  const headers = new Map<string, [string, string]>();
  const set = (name: string, value: string) => headers.set(name.toLowerCase(), [name, value]);
  set('Host', url.host);
  if (options.user !== undefined)
    set('Authorization', `Basic ${Buffer.from(options.user).toString('base64')}`);
  set('User-Agent', options.userAgent ?? USER_AGENT);
  set('Accept', '*/*');
  if (data !== undefined) {
    set('Content-Length', String(data.length));
    set('Content-Type', 'application/x-www-form-urlencoded');
  }
  for (const header of options.headers) {
    const [, name = '', mark, value = ''] = /^([^:;]+)([:;])\s*(.*)$/s.exec(header) ?? [];
    if (name === '') continue;
    if (mark === ':' && value.trim() === '') headers.delete(name.toLowerCase());
    else set(name, mark === ';' ? '' : value);
  }
  return Object.fromEntries(headers.values());
}

/** Servers look for `curl/` to answer in plain text. */
export const USER_AGENT = 'curl/7.88.1 (pilotage)';

async function receive(
  response: IncomingMessage,
  sink: Sink,
  outcome: Outcome,
  deadline: AbortSignal | undefined,
): Promise<void> {
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      sink.write(chunk);
      outcome.bytes += chunk.length;
    }
  } catch (error) {
    if (error instanceof CurlError) throw error;
    if (deadline?.aborted)
      throw new CurlError(28, `Operation timed out with ${outcome.bytes} bytes received`);
    const length = Number(response.headers['content-length'] ?? 0);
    throw length > outcome.bytes
      ? new CurlError(18, `transfer closed with ${length - outcome.bytes} bytes remaining to read`)
      : new CurlError(18, 'transfer closed with outstanding read data remaining');
  }
}
