import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { ContainerProcess, ContainerProgram } from '../program.ts';
import { findFile, sendFile } from '../web/files.ts';
import { onAnswered, serveHttp } from '../web/server.ts';
import { ConfigError, readConfig } from './config.ts';
import { passOn } from './proxy.ts';
import { chooseLocation, chooseServer, readServers, type Server, type Settings } from './routing.ts';

const configFile = '/etc/nginx/nginx.conf';

/** `nginx`: files, `return`, `proxy_pass`, by the image's own configuration. */
export const nginx: ContainerProgram = async (process) => {
  const { stderr, clock, env } = process;
  const version = env.NGINX_VERSION ?? '1.29.3';
  const args = process.argv.slice(1);
  if (args.includes('-v')) {
    stderr(`nginx version: nginx/${version}\n`);
    return 0;
  }
  const place = args.indexOf('-c');
  const file = place < 0 ? configFile : (args[place + 1] ?? configFile);
  const notice = (text: string) => stderr(`${stamp(clock.now())} [notice] 1#1: ${text}\n`);
  let config: ReturnType<typeof readServers>;
  try {
    config = readServers(readConfig(process.paths, file));
  } catch (error) {
    if (!(error instanceof ConfigError) && !(error instanceof SyntaxError)) throw error;
    stderr(`${stamp(clock.now())} [emerg] 1#1: ${error.message}\nnginx: [emerg] ${error.message}\n`);
    return 1;
  }
  if (args.includes('-t')) {
    stderr(
      `nginx: the configuration file ${file} syntax is ok\nnginx: configuration file ${file} test is successful\n`,
    );
    return 0;
  }
  if (args.includes('-s')) {
    process
      .processes()
      .find(({ pid }) => pid === 1)
      ?.kill(args.includes('quit') || args.includes('stop') ? 'SIGTERM' : 'SIGHUP');
    return 0;
  }
  const missing = await unknownUpstream(process, config);
  if (missing !== undefined) {
    const message = `host not found in upstream "${missing}" in ${file}`;
    stderr(`${stamp(clock.now())} [emerg] 1#1: ${message}\nnginx: [emerg] ${message}\n`);
    return 1;
  }
  const ports = [...new Set(config.servers.flatMap((server) => server.ports))];
  const ended: Promise<void>[] = [];
  for (const port of ports) {
    const site = { process, version, port, ...config };
    try {
      ended.push(
        (await serveHttp(process, [port], (request, response) => answer(site, request, response))).ended,
      );
    } catch {
      stderr(`nginx: [emerg] bind() to 0.0.0.0:${port} failed (98: Address already in use)\n`);
      return 1;
    }
  }
  notice('using the "epoll" event method');
  notice(`nginx/${version}`);
  notice('OS: Linux 6.6.87-pilotage');
  notice('start worker processes');
  notice('start worker process 29');
  await Promise.all(ended);
  notice(`signal 15 (${process.signal.reason}) received, exiting`);
  notice('exit');
  return 0;
};

interface Site {
  process: ContainerProcess;
  version: string;
  port: number;
  servers: Server[];
  upstreams: Map<string, string[]>;
}

async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
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

/** nginx looks the hosts up once, when it starts, and does not start without them. */
async function unknownUpstream(
  { network }: ContainerProcess,
  { servers, upstreams }: ReturnType<typeof readServers>,
): Promise<string | undefined> {
  const targets = servers.flatMap(({ settings, locations }) =>
    [settings, ...locations.map((one) => one.settings)].flatMap((one) => one.proxyPass ?? []),
  );
  for (const target of targets.filter((one) => !one.includes('$'))) {
    const { hostname } = new URL(target);
    for (const host of upstreams.get(hostname) ?? [hostname]) {
      const name = host.replace(/:\d+$/, '');
      if (
        await network.lookup(name).then(
          () => false,
          () => true,
        )
      )
        return name;
    }
  }
  return undefined;
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

/** `2026/11/21 04:25:27` */
function stamp(now: number): string {
  return new Date(now).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
}
