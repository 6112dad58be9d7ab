import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createClock } from '../../../src/base/clock.ts';
import { createEngine } from '../../../src/practice/engine/engine.ts';
import { BlobFolder } from '../../../src/practice/node/images/blobs.ts';
import { createHub } from '../../../src/practice/node/images/hub/hub.ts';
import { createImageStore, type NamedImageStore } from '../../../src/practice/node/images/store.ts';
import { programs } from '../../../src/practice/node/programs/index.ts';
import { type RunningRegistry, runRegistry, temporaryFolder } from '../images/running-registry.ts';

/** As learners run it: what the build makes of it. Without `--`, Node.js takes `--env-file` for its own. */
const main = path.resolve(import.meta.dirname, '../../../dist/docker.js');

export interface Result {
  code: number;
  out: string;
  err: string;
}

export interface RunningEngine extends AsyncDisposable {
  /** An empty folder, in which `docker` runs. */
  folder: string;
  /** PILOTAGE_PRACTICE. */
  url: string;
  /** The engine's, and one over the same blobs for the node. */
  images: NamedImageStore;
  nodeImages: NamedImageStore;
  registry: RunningRegistry;
  /** As when its host ends and starts again. */
  restart(): Promise<void>;
  /** Runs the command as a process of its own. */
  docker(
    args: string,
    options?: { env?: Record<string, string>; input?: string; cwd?: string },
  ): Promise<Result>;
}

/** A docker engine and a registry, each over real sockets, with everything they keep in one folder. */
export async function runEngine(): Promise<RunningEngine> {
  const temporary = await temporaryFolder();
  const inside = (name: string) => path.join(temporary.path, name);
  const blobs = new BlobFolder(inside('blobs'));
  const hub = createHub(blobs);
  const images = createImageStore({ blobs, hub, file: inside('docker.json') });
  const nodeImages = createImageStore({ blobs, hub, file: inside('node.json') });
  const start = () =>
    createEngine({ images, blobs, hub, stateDir: inside('engine'), clock: createClock(), programs });
  let engine = start();
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const prefix = '/c/secret/docker/';
    if (pathname.startsWith(prefix))
      engine.handleEngineRequest(request, response, pathname.slice(prefix.length));
    else response.writeHead(403).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/c/secret`;
  const registry = await runRegistry(inside('registry'));
  const folder = inside('work');
  await mkdir(folder);
  return {
    folder,
    url,
    images,
    nodeImages,
    registry,
    docker: (args, options = {}) =>
      runDocker(args, { cwd: folder, ...options, env: { PILOTAGE_PRACTICE: url, ...options.env } }),
    async restart() {
      await engine.close();
      engine = start();
      await engine.start();
    },
    async [Symbol.asyncDispose]() {
      await engine.close();
      server.close();
      server.closeAllConnections();
      await registry[Symbol.asyncDispose]();
      await Promise.all([images.saved(), nodeImages.saved()]);
      await temporary[Symbol.asyncDispose]();
    },
  };
}

/** `docker ARGS`, the words as a shell without quotes would split them; `'one word'` is one. */
export function runDocker(
  args: string,
  options: { cwd?: string; env?: Record<string, string>; input?: string } = {},
): Promise<Result> {
  const words = [...args.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--', main, ...words],
      { cwd: options.cwd ?? process.cwd(), env: { PATH: process.env.PATH, ...options.env } },
      (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    );
    child.stdin?.end(options.input ?? '');
  });
}
