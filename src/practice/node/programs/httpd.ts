import { STATUS_CODES } from 'node:http';
import path from 'node:path';
import type { ContainerProcess, ContainerProgram } from './program.ts';
import { findFile, sendFile } from './web/files.ts';
import { onAnswered, serveHttp } from './web/server.ts';

/** Apache's `httpd-foreground`, where the image is Apache's; else busybox's `httpd -f [-p PORT] [-h FOLDER]`. */
export const httpd: ContainerProgram = async (process) => {
  const isApache = process.env.HTTPD_VERSION !== undefined;
  const { port, root } = isApache ? { port: 80, root: '/usr/local/apache2/htdocs' } : readOptions(process);
  const name = isApache ? `Apache/${process.env.HTTPD_VERSION} (Unix)` : 'busybox';
  let ended: Promise<void>;
  try {
    const server = await serveHttp(process, [port], (request, response) => {
      if (isApache)
        onAnswered(request, response, process.clock.now, (line) =>
          process.stdout(`${line.replace(/ "[^"]*" "[^"]*"$/, '')}\n`),
        );
      response.setHeader('Server', name);
      const url = (request.url ?? '/').split('?')[0] ?? '/';
      const found = findFile(process.paths, root, url, ['index.html']);
      if (found.kind === 'file') return void sendFile(request, response, found, 'text/plain');
      const status = found.kind === 'folder' ? 301 : found.kind === 'missing' ? 404 : 403;
      if (status === 301) response.setHeader('Location', `${url}/`);
      const title = `${status} ${STATUS_CODES[status]}`;
      const body = `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
      response.writeHead(status, { 'Content-Type': 'text/html', 'Content-Length': body.length }).end(body);
    });
    ended = server.ended;
  } catch {
    process.stderr(
      isApache
        ? '(98)Address already in use: AH00072: make_sock: could not bind to address [::]:80\n'
        : 'httpd: bind: Address already in use\n',
    );
    return 1;
  }
  if (isApache) greet(process, name);
  // Busybox's goes to the background, unless it is told to stay.
  if (isApache || process.argv.some((arg) => /^-\w*f/.test(arg))) await ended;
  return 0;
};

function greet({ network, stderr, clock }: ContainerProcess, name: string): void {
  const domain = `AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using ${network.ip}. Set the 'ServerName' directive globally to suppress this message`;
  const at = new Date(clock.now())
    .toUTCString()
    .replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, '$1 $3 $2 $5.000000 $4');
  stderr(
    `${domain}\n[${at}] [mpm_event:notice] [pid 1:tid 1] AH00489: ${name} configured -- resuming normal operations\n`,
  );
  stderr(`[${at}] [core:notice] [pid 1:tid 1] AH00094: Command line: 'httpd -D FOREGROUND'\n`);
}

function readOptions({ argv, cwd }: ContainerProcess): { port: number; root: string } {
  const after = (flag: string) => {
    const place = argv.findIndex((arg) => arg.startsWith(flag));
    return place < 0 ? undefined : argv[place]?.slice(flag.length) || argv[place + 1];
  };
  return {
    port: Number((after('-p') ?? '80').replace(/^.*:/, '')),
    root: path.posix.resolve(cwd, after('-h') ?? '.'),
  };
}
