import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ContainerProcess, ContainerProgram } from '../program.ts';
import { serveHttp } from '../web/server.ts';

const commands: Record<string, (process: ContainerProcess) => Promise<number>> = {
  netexec,
  pause: async ({ signal, stdout }) => {
    stdout('Paused\n');
    if (!signal.aborted) await once(signal, 'abort');
    return 0;
  },
  'serve-hostname': async (process) => {
    const port = Number(flag(process, 'port') ?? 9376);
    const server = await serveHttp(
      process,
      [port],
      (_, response) => void response.end(process.network.hostname),
    );
    log(process, `Serving on port ${port}.`);
    await server.ended;
    return 0;
  },
};

/** `agnhost netexec | serve-hostname | pause`: the test image that Kubernetes' own tutorials use. */
export const agnhost: ContainerProgram = async (process) => {
  const [, name = ''] = process.argv;
  const command = commands[name];
  if (command) return command(process);
  process.stderr(
    `agnhost: the practice cluster's agnhost does ${Object.keys(commands).join(', ')}${name === '' ? '' : `, not ${name}`}\n`,
  );
  return 1;
};

async function netexec(process: ContainerProcess): Promise<number> {
  const port = Number(flag(process, 'http-port') ?? 8080);
  const began = process.clock.now();
  const exit = Promise.withResolvers<number>();
  const answers: Record<string, (request: IncomingMessage, url: URL, response: ServerResponse) => string> = {
    '/': () => {
      const now = process.clock.now();
      const time = new Date(now).toISOString().slice(0, -1).replace('T', ' ');
      return `NOW: ${time}000000 +0000 UTC m=+${((now - began) / 1000).toFixed(9)}`;
    },
    '/clientip': ({ socket }) => `${socket.remoteAddress}:${40_000 + Math.floor(Math.random() * 20_000)}`,
    '/echo': (_, url) => url.searchParams.get('msg') ?? '',
    '/exit': (_, url) => {
      exit.resolve(Number(url.searchParams.get('code') ?? 0));
      return '';
    },
    '/header': ({ headers }, url) => String(headers[(url.searchParams.get('key') ?? '').toLowerCase()] ?? ''),
    '/healthz': () => '',
    '/hostname': () => process.network.hostname,
    '/readyz': () => '',
  };
  const server = await serveHttp(process, [port], (request, response) => {
    const url = new URL(request.url ?? '/', 'http://agnhost');
    log(process, `${request.method} ${url.pathname}`);
    const answer = answers[url.pathname.toLowerCase()];
    if (answer) response.end(answer(request, url, response));
    else response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('404 page not found\n');
  });
  log(process, `Started HTTP server on port ${port}`);
  return Promise.race([server.ended.then(() => 0), exit.promise]);
}

function flag({ argv }: ContainerProcess, name: string): string | undefined {
  const place = argv.findIndex((word) => word.replace(/^--?/, '').split('=')[0] === name);
  if (place < 0) return undefined;
  return argv[place]?.includes('=') ? argv[place]?.split('=')[1] : argv[place + 1];
}

/** As Kubernetes' logger begins a line. */
function log({ clock, stderr }: ContainerProcess, message: string): void {
  const [date = '', time = ''] = new Date(clock.now()).toISOString().slice(0, -1).split('T');
  stderr(`I${date.slice(5).replace('-', '')} ${time}000       1 log.go:245] ${message}\n`);
}
