import type { IncomingMessage } from 'node:http';
import type { ContainerProcess, ContainerProgram } from './program.ts';
import { serveHttp } from './web/server.ts';

/** traefik's server, which says where it runs. */
export const whoami: ContainerProgram = async (process) => {
  const place = process.argv.findIndex((arg) => /^--?port$/.test(arg));
  const port = Number(
    (place < 0 ? undefined : process.argv[place + 1]) ?? process.env.WHOAMI_PORT_NUMBER ?? 80,
  );
  const server = await serveHttp(process, [port], (request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    if (path === '/health') {
      response.end();
      return;
    }
    const isApi = path === '/api';
    response.setHeader('Content-Type', isApi ? 'application/json' : 'text/plain; charset=utf-8');
    response.end(isApi ? JSON.stringify(facts(process, request)) : describe(process, request));
  });
  process.stdout(`Starting up on port ${port}\n`);
  await server.ended;
  return 0;
};

function facts({ network, env }: ContainerProcess, { headers, url, method, socket }: IncomingMessage) {
  return {
    hostname: network.hostname,
    ip: ['127.0.0.1', network.ip],
    headers,
    url,
    host: headers.host,
    method,
    ...(env.WHOAMI_NAME ? { name: env.WHOAMI_NAME } : {}),
    remoteAddr: `${socket.remoteAddress}:${40_000 + Math.floor(Math.random() * 20_000)}`,
  };
}

function describe(process: ContainerProcess, request: IncomingMessage): string {
  const { hostname, ip, remoteAddr, name } = facts(process, request);
  const headers: string[] = [];
  for (let at = 0; at < request.rawHeaders.length; at += 2)
    headers.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
  const lines = [
    ...(name ? [`Name: ${name}`] : []),
    `Hostname: ${hostname}`,
    ...ip.map((address) => `IP: ${address}`),
    `RemoteAddr: ${remoteAddr}`,
    `${request.method} ${request.url} HTTP/${request.httpVersion}`,
    ...headers,
  ];
  return `${lines.join('\n')}\n\n`;
}
