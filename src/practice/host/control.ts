import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Machine } from './machine.ts';
import { sameSecret } from './secret.ts';
import { answerTool } from './tool-call.ts';

export interface ControlOptions {
  readonly secret: string;
  readonly machine: Machine;
  /** Answers what is below `/docker/`; `path` is the rest. */
  readonly docker: (request: IncomingMessage, response: ServerResponse, path: string) => void | Promise<void>;
  /** Where to listen, if it is free; anywhere else otherwise. */
  readonly port: number | undefined;
}

/** Where the tools talk to the host, whether Kubernetes runs or not. Listens on loopback. */
export async function listenToTools(options: ControlOptions): Promise<{ port: number; close: () => void }> {
  // What is typed into a container is one request, however long somebody types.
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    answer(request, response, options).catch((error) => {
      console.error(error);
      response.destroy();
    });
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(options.port ?? 0).catch(() => listen(0));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { secret, machine, docker }: ControlOptions,
): Promise<void> {
  const [path = ''] = (request.url ?? '').split('?');
  const [, marker, given = '', tool, ...rest] = path.split('/');
  if (marker !== 'c' || !sameSecret(given, secret)) return end(response, 403);
  const call = `${request.method} ${tool}`;
  if (tool === 'docker') return docker(request, response, rest.join('/'));
  if (call === 'GET ping') return end(response, 200);
  if (call === 'POST run' && rest[0] === 'minikube') return runMinikube(request, response, machine);
  if (call === 'POST run' && rest[0] === 'docker')
    return runDocker(request, response, path.slice(0, -'/run/docker'.length));
  end(response, 404);
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

// Both are loaded when they are first asked for: a start has no use for them.

async function runMinikube(
  request: IncomingMessage,
  response: ServerResponse,
  machine: Machine,
): Promise<void> {
  const { minikube } = await import('./minikube/command.ts');
  await answerTool(request, response, (argv, output) => minikube(argv, machine, output));
}

/** `base`: what the URLs of the host begin with, as the path that it was asked at has it. */
async function runDocker(request: IncomingMessage, response: ServerResponse, base: string): Promise<void> {
  const { runDocker: run } = await import('../tools/docker/run.ts');
  const { EngineClient } = await import('../tools/docker/engine-client.ts');
  const engine = new EngineClient(`http://127.0.0.1:${request.socket.localPort}${base}`);
  await answerTool(request, response, (argv, { stdout, stderr }) => {
    const streams = {
      out: (data: string | Uint8Array) => stdout(String(data)),
      err: stderr,
      get stdin() {
        return process.stdin;
      },
    };
    return run(argv, streams, engine);
  });
}
