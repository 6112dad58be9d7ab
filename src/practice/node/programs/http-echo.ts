import type { ContainerProgram } from './program.ts';
import { serveHttp } from './web/server.ts';

/** `http-echo -text=TEXT [-listen=:PORT]`: answers every request with the same text. */
export const httpEcho: ContainerProgram = async (process) => {
  const option = (name: string) => {
    const place = process.argv.findIndex((arg) => arg.replace(/^--?/, '').split('=')[0] === name);
    const given = process.argv[place];
    if (place < 0 || given === undefined) return undefined;
    return given.includes('=') ? given.slice(given.indexOf('=') + 1) : process.argv[place + 1];
  };
  const text = option('text') ?? process.env.ECHO_TEXT;
  if (text === undefined) {
    process.stderr('Missing -text option!\n');
    return 127;
  }
  const port = Number(/:?(\d+)$/.exec(option('listen') ?? ':5678')?.[1] ?? 5678);
  const status = Number(option('status-code') ?? 200);
  const server = await serveHttp(process, [port], (request, response) => {
    const body = `${text}\n`;
    response.writeHead(status, {
      'X-App-Name': 'http-echo',
      'X-App-Version': '1.0.0',
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
    });
    response.end(body);
    const time = new Date(process.clock.now())
      .toISOString()
      .slice(0, 19)
      .replaceAll('-', '/')
      .replace('T', ' ');
    const line = `"${request.method} ${request.url} HTTP/1.1" ${status} ${Buffer.byteLength(body)} "${request.headers['user-agent'] ?? ''}"`;
    process.stdout(`${time} ${request.headers.host} ${request.socket.remoteAddress} ${line}\n`);
  });
  process.stdout(`[INFO] server is listening on :${port}\n`);
  await server.ended;
  return 0;
};
