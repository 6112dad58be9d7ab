import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { ContainerProcess } from '../program.ts';
import { findFile, sendFile } from '../web/files.ts';
import { onAnswered } from '../web/server.ts';
import { passOn } from './proxy.ts';
import { chooseLocation, chooseServer, type Server, type Settings } from './routing.ts';
import { stamp } from './stamp.ts';

/** What requests at one port are answered from. */
export interface Site {
  process: ContainerProcess;
  version: string;
  port: number;
  servers: Server[];
  upstreams: Map<string, string[]>;
}

export async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { process, version, port, servers } = site;
  onAnswered(request, response, process.clock.now, (line) => process.stdout(`${line} "-"\n`));
  response.setHeader('Server', `nginx/${version}`);
  const path = decode((request.url ?? '/').split('?')[0] ?? '/');
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const server = chooseServer(servers, port, host);
  if (!server) {
    page(site, response, 404);
    return;
  }
  const location = server.settings.returns ? undefined : chooseLocation(server.locations, path);
  const settings = location?.settings ?? server.settings;
  for (const [name, value] of settings.headers) response.setHeader(name, expand(value, request));
  if (settings.returns) {
    sendReturn(site, settings, request, response);
    return;
  }
  if (settings.proxyPass) return proxy(site, settings.proxyPass, location?.path ?? '/', request, response);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    page(site, response, 405);
    return;
  }
  const wanted = settings.tryFiles ? await tryFiles(site, settings, path) : path;
  if (typeof wanted === 'number') {
    page(site, response, wanted);
    return;
  }
  const inAlias = settings.alias && location ? wanted.slice(location.path.length) : wanted;
  const found = findFile(process.paths, settings.alias ?? settings.root, inAlias, settings.index);
  if (found.kind === 'file') return sendFile(request, response, found, settings.defaultType);
  if (found.kind === 'folder') {
    redirect(site, response, 301, `${path}/`);
    return;
  }
  if (found.kind === 'listing-forbidden') {
    complain(site, request, host, `directory index of "${settings.root}${wanted}" is forbidden`);
    page(site, response, 403);
    return;
  }
  complain(site, request, host, `open() "${found.file}" failed (2: No such file or directory)`);
  page(site, response, 404);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function tryFiles({ process }: Site, settings: Settings, path: string): Promise<string | number> {
  const names = settings.tryFiles ?? [];
  for (const name of names.slice(0, -1)) {
    const candidate = name.replaceAll('$uri', path);
    if (findFile(process.paths, settings.root, candidate, settings.index).kind === 'file') return candidate;
  }
  const last = names.at(-1) ?? '=404';
  return last.startsWith('=') ? Number(last.slice(1)) : last.replaceAll('$uri', path);
}

function sendReturn(
  site: Site,
  { returns = [], defaultType }: Settings,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const [first = '200', second] = returns;
  const isUrl = !/^\d+$/.test(first);
  const status = isUrl ? 302 : Number(first);
  const text = expand(isUrl ? first : (second ?? ''), request);
  if (status >= 300 && status < 400) {
    redirect(site, response, status, text);
    return;
  }
  if (second === undefined) {
    page(site, response, status);
    return;
  }
  response
    .writeHead(status, { 'Content-Type': defaultType, 'Content-Length': Buffer.byteLength(text) })
    .end(text);
}

async function proxy(
  site: Site,
  target: string,
  location: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { network } = site.process;
  const url = new URL(expand(target, request));
  const [server = url.host] = site.upstreams.get(url.hostname) ?? [];
  const hasPath = /^https?:\/\/[^/]+\//.test(target);
  const asked = request.url ?? '/';
  const path = hasPath ? url.pathname + asked.slice(location.length) : asked;
  try {
    await passOn(network, new URL(path, `http://${server}`), request, response);
  } catch (error) {
    complain(
      site,
      request,
      request.headers.host ?? '',
      `connect() failed (111: Connection refused) while connecting to upstream, upstream: "http://${server}${path}": ${(error as Error).message}`,
    );
    if (response.headersSent) response.destroy();
    else page(site, response, 502);
  }
}

function expand(text: string, request: IncomingMessage): string {
  const [path = '/', query = ''] = (request.url ?? '/').split('?');
  const values: Record<string, string> = {
    args: query,
    host: (request.headers.host ?? '').replace(/:\d+$/, ''),
    http_host: request.headers.host ?? '',
    remote_addr: request.socket.remoteAddress ?? '',
    request_method: request.method ?? '',
    request_uri: request.url ?? '/',
    scheme: 'http',
    uri: path,
  };
  return text.replace(
    /\$\{?(\w+)\}?/g,
    (all, name: string) =>
      values[name] ??
      (name.startsWith('http_') ? String(request.headers[name.slice(5).replaceAll('_', '-')] ?? '') : all),
  );
}

function page({ version }: Site, response: ServerResponse, status: number): void {
  const title = `${status} ${status === 405 ? 'Not Allowed' : (STATUS_CODES[status] ?? '')}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/${version}</center>\r\n</body>\r\n</html>\r\n`;
  response.writeHead(status, { 'Content-Type': 'text/html', 'Content-Length': body.length }).end(body);
}

function redirect(site: Site, response: ServerResponse, status: number, location: string): void {
  response.setHeader('Location', location);
  page(site, response, status);
}

function complain({ process }: Site, request: IncomingMessage, host: string, text: string): void {
  const line = `${request.method} ${request.url} HTTP/${request.httpVersion}`;
  process.stderr(
    `${stamp(process.clock.now())} [error] 29#29: *1 ${text}, client: ${request.socket.remoteAddress}, server: localhost, request: "${line}", host: "${host}"\n`,
  );
}
