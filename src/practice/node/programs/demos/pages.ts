import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import type { ContainerProcess, ContainerProgram } from '../program.ts';
import { clfTime, serveHttp } from '../web/server.ts';
import { goTime } from './stamps.ts';

/** A server of the tutorials: one page that says where it runs. */
interface Demo {
  port(process: ContainerProcess): number;
  type: string;
  body(process: ContainerProcess, request: IncomingMessage): string | Promise<string>;
  /** What it logs at its start and for each request. */
  started?(process: ContainerProcess, port: number): string;
  served?(process: ContainerProcess, request: IncomingMessage, count: number): string;
}

const plain = 'text/plain; charset=utf-8';

const helloApp: Demo = {
  port: ({ env }) => Number(env.PORT ?? 8080),
  type: plain,
  body: ({ env, network }) =>
    `Hello, world!\nVersion: ${env.HELLO_VERSION ?? '1.0.0'}\nHostname: ${network.hostname}\n`,
  started: ({ clock }, port) => `${goTime(clock.now())} Server listening on port ${port}\n`,
  served: ({ clock }, { url }) => `${goTime(clock.now())} Serving request: ${url}\n`,
};

const bootcamp: Demo = {
  port: () => 8080,
  type: 'text/plain',
  body: ({ env, network }) =>
    `Hello Kubernetes bootcamp! | Running on: ${network.hostname} | v=${env.BOOTCAMP_VERSION ?? '1'}\n`,
  started: ({ clock, network }) =>
    `Kubernetes Bootcamp App Started At: ${new Date(clock.now()).toISOString()} | Running On:  ${network.hostname} \n\n`,
  served: ({ clock, network }, _, count) =>
    `Running On: ${network.hostname} | Total Requests: ${count} | Log Time: ${new Date(clock.now()).toUTCString()}\n`,
};

const nodeHello: Demo = {
  port: () => 8080,
  type: 'text/plain',
  body: () => 'Hello Kubernetes!',
  served: (_, { url }) => `Received request for URL: ${url}\n`,
};

const echoServer: Demo = {
  port: ({ env }) => Number(env.PORT ?? 8080),
  type: plain,
  async body({ network }, request) {
    const { method, url, headers } = request;
    const names = Object.keys(headers).filter((name) => name !== 'host');
    const lines = names.map((name) => `${canonical(name)}: ${headers[name]}`).sort();
    const given = await readText(request);
    const body = given === '' ? '' : `\n${given}`;
    return `Request served by ${network.hostname}\n\n${method} ${url} HTTP/1.1\n\nHost: ${headers.host}\n${lines.join('\n')}\n${body}`;
  },
  started: (_, port) => `Echo server listening on port ${port}.\n`,
  served: (_, { method, url, socket }) => `${socket.remoteAddress} | ${method} ${url}\n`,
};

const echoHeaders: Demo = {
  port: () => 8080,
  type: 'text/plain',
  async body({ network }, request) {
    const { method, url = '/', headers, httpVersion, socket } = request;
    const [path, query] = url.split('?');
    const lines = Object.entries(headers).map(([name, value]) => `${name}=${value}`);
    const given = await readText(request);
    return `CLIENT VALUES:
client_address=${socket.remoteAddress}
command=${method}
real path=${path}
query=${query ?? 'nil'}
request_version=${httpVersion}
request_uri=http://${headers.host ?? network.hostname}${path}

SERVER VALUES:
server_version=nginx: 1.10.0 - lua: 10001

HEADERS RECEIVED:
${lines.sort().join('\n')}
BODY:
${given === '' ? '-no body in request-' : given}`;
  },
};

const nginxHello: Demo = {
  port: () => 80,
  type: 'text/plain',
  body: ({ network, clock }, { url }) =>
    `Server address: ${network.ip}:80\nServer name: ${network.hostname}\nDate: ${clfTime(clock.now())}\nURI: ${url}\nRequest ID: ${randomBytes(16).toString('hex')}\n`,
};

const nginxHelloPage: Demo = {
  ...nginxHello,
  type: 'text/html',
  body: async (process, request) =>
    `<!DOCTYPE html>\n<html>\n<head><title>Hello World</title></head>\n<body>\n<pre>\n${await nginxHello.body(process, request)}</pre>\n</body>\n</html>\n`,
};

const hpaExample: Demo = {
  port: () => 80,
  type: 'text/html; charset=UTF-8',
  body: () => 'OK!',
};

/** `x-forwarded-for` as Go writes it: `X-Forwarded-For`. */
function canonical(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}

function serve(demo: Demo): ContainerProgram {
  return async (process) => {
    const port = demo.port(process);
    let count = 0;
    const server = await serveHttp(process, [port], async (request, response) => {
      count += 1;
      const body = await demo.body(process, request);
      response.writeHead(200, { 'Content-Type': demo.type, 'Content-Length': Buffer.byteLength(body) });
      response.end(body);
      process.stdout(demo.served?.(process, request, count) ?? '');
    });
    process.stdout(demo.started?.(process, port) ?? '');
    await server.ended;
    return 0;
  };
}

/** By the names that their images' files have. */
export const demos = {
  'echo-headers': serve(echoHeaders),
  'echo-server': serve(echoServer),
  'hello-app': serve(helloApp),
  'hpa-example': serve(hpaExample),
  'kubernetes-bootcamp': serve(bootcamp),
  'nginx-hello': serve(nginxHello),
  'nginx-hello-page': serve(nginxHelloPage),
  'node-hello': serve(nodeHello),
} satisfies Record<string, ContainerProgram>;
