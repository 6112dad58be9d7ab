import { readFileSync, type WriteStream } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { type Applet, type AppletCall, createFile, options, reason } from './applet.ts';

/** Long options that take a value. */
const withValue = new Set([
  'header',
  'output-document',
  'post-data',
  'post-file',
  'timeout',
  'tries',
  'user-agent',
]);

/** `wget`, as busybox has it. */
export const wget: Applet = async (call) => {
  const long = new Map<string, string>();
  const short: string[] = [];
  const headers: Record<string, string> = {};
  const left = [...call.args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    const [, name, given] = /^--([\w-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined) {
      short.push(arg);
      continue;
    }
    const value = given ?? (withValue.has(name) ? (left.shift() ?? '') : '');
    const [, header = '', content = ''] = /^([^:]+):\s*(.*)$/.exec(value) ?? [];
    if (name === 'header') headers[header.toLowerCase()] = content;
    else long.set(name, value);
  }
  const { flags, rest } = options(short, 'qO:o:T:cSP:U:t:Y:');
  const [address] = rest;
  if (address === undefined) return call.complain('missing URL');
  if (flags.U !== undefined) headers['user-agent'] = flags.U;
  const postFile = long.get('post-file');
  const given = /^https?:\/\//.test(address) ? address : `http://${address}`;
  const timeout = long.get('timeout') ?? flags.T;
  return fetchUrl(call, {
    url: new URL(given),
    headers,
    quiet: flags.q !== undefined || long.has('quiet'),
    showsResponse: flags.S !== undefined,
    folder: flags.P ?? '.',
    output: flags.O ?? long.get('output-document'),
    timeout: Number(timeout ?? 900),
    body: postFile === undefined ? long.get('post-data') : readFileSync(call.host(postFile)),
    spider: long.has('spider'),
    redirects: 0,
  });
};

interface Fetch {
  url: URL;
  headers: Readonly<Record<string, string>>;
  quiet: boolean;
  /** `-S` */
  showsResponse: boolean;
  /** Where a file goes that is given no name. */
  folder: string;
  output: string | undefined;
  timeout: number;
  body: string | Uint8Array | undefined;
  spider: boolean;
  redirects: number;
}

async function fetchUrl(call: AppletCall, wanted: Fetch): Promise<number> {
  const { process, complain } = call;
  const { url, quiet, timeout } = wanted;
  const talk = (text: string) => {
    if (!quiet) process.stderr(text);
  };
  const port = Number(url.port || 80);
  const end = new AbortController();
  const patience = process.clock.after(timeout * 1000, () => end.abort());
  const signal = AbortSignal.any([end.signal, process.signal]);
  try {
    const [ip] = await process.network.lookup(url.hostname).catch(() => []);
    if (ip === undefined) return complain(`bad address '${url.host}'`);
    talk(`Connecting to ${url.host} (${ip}:${port})\n`);
    if (url.protocol === 'https:') return complain('note: TLS certificate validation not implemented');
    let connection: Duplex | undefined;
    try {
      connection = await Promise.race([process.network.connect(ip, port), aborted(signal)]);
    } catch (error) {
      return complain(`can't connect to remote host (${ip}): ${connectReason(error)}`);
    }
    if (!connection) return complain('download timed out');
    return await receive(call, wanted, connection, signal, talk);
  } finally {
    patience.cancel();
  }
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

const connectReasons: Record<string, string> = {
  ETIMEDOUT: 'Operation timed out',
  EHOSTUNREACH: 'No route to host',
  ENETUNREACH: 'Network is unreachable',
};

/** Why there is no connection, as busybox says it. */
export function connectReason(error: unknown): string {
  return connectReasons[(error as NodeJS.ErrnoException).code ?? ''] ?? 'Connection refused';
}

function showResponse(response: IncomingMessage, say: (text: string) => void): void {
  const { httpVersion, statusCode, statusMessage, rawHeaders } = response;
  say(`  HTTP/${httpVersion} ${statusCode} ${statusMessage}\n`);
  for (let at = 0; at < rawHeaders.length; at += 2) say(`  ${rawHeaders[at]}: ${rawHeaders[at + 1]}\n`);
  say('  \n');
}

function receive(
  call: AppletCall,
  wanted: Fetch,
  connection: Duplex,
  signal: AbortSignal,
  talk: (text: string) => void,
): Promise<number> {
  const { process, complain } = call;
  const { url, output, body, spider } = wanted;
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) =>
      resolve(
        signal.aborted
          ? complain('download timed out')
          : complain(`error getting response: ${reason(error)}`),
      );
    const headers = {
      host: url.host,
      'user-agent': 'Wget',
      connection: 'close',
      ...(body === undefined
        ? {}
        : {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': String(Buffer.byteLength(body)),
          }),
      ...wanted.headers,
    };
    const method = body === undefined ? (spider ? 'HEAD' : 'GET') : 'POST';
    const asked = request(
      { createConnection: () => connection, method, path: url.pathname + url.search, headers, signal },
      (response) => {
        const status = response.statusCode ?? 0;
        if (wanted.showsResponse) showResponse(response, process.stderr);
        const { location } = response.headers;
        if (status >= 300 && status < 400 && location && wanted.redirects < 5) {
          response.destroy();
          resolve(
            fetchUrl(call, { ...wanted, url: new URL(location, url), redirects: wanted.redirects + 1 }),
          );
          return;
        }
        if (status >= 400) {
          response.destroy();
          resolve(complain(`server returned error: HTTP/1.1 ${status} ${response.statusMessage}`));
          return;
        }
        if (spider) {
          talk('remote file exists\n');
          resolve(0);
          return;
        }
        const name =
          output ?? path.posix.join(wanted.folder, path.posix.basename(url.pathname) || 'index.html');
        const isStdout = name === '-' || name === '/dev/stdout';
        let file: WriteStream | undefined;
        try {
          file = isStdout || name === '/dev/null' ? undefined : createFile(call, name);
        } catch (error) {
          response.destroy();
          resolve(complain((error as Error).message));
          return;
        }
        if (!isStdout) talk(`saving to '${name}'\n`);
        response.on('data', (data: Buffer) => (file ? file.write(data) : isStdout && process.stdout(data)));
        response.on('error', failed);
        response.on('end', () => {
          const done = () => {
            if (!isStdout) talk(`'${name}' saved\n`);
            resolve(0);
          };
          if (file) file.end(done);
          else done();
        });
      },
    );
    asked.on('error', failed);
    asked.end(body);
  });
}
