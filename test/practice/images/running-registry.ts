import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClock } from '../../../src/base/clock.ts';
import { registry } from '../../../src/practice/node/images/registry/program.ts';
import type { ContainerProcess } from '../../../src/practice/node/programs/program.ts';
import { createContainerPaths } from '../../../src/practice/node/runtime/container-paths.ts';
import { rootUser } from '../../../src/practice/node/runtime/user.ts';

export interface RunningRegistry extends AsyncDisposable {
  /** `127.0.0.1:PORT` */
  host: string;
  output: { out: string; err: string };
  /** Ends it as a node would; resolves to its exit code. */
  stop(): Promise<number>;
}

export async function temporaryFolder(): Promise<AsyncDisposable & { path: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pilotage-test-'));
  return {
    path: folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

const notUsed = () => Promise.reject(new Error('a registry listens, and does nothing else'));

/** Runs the registry program over `root`, its port handed to a real one of this machine. */
export async function runRegistry(root: string, env: Record<string, string> = {}): Promise<RunningRegistry> {
  await mkdir(path.join(root, 'etc/docker/registry'), { recursive: true });
  await writeFile(path.join(root, 'etc/docker/registry/config.yml'), 'version: 0.1\nhttp:\n  addr: :5000\n');
  const output = { out: '', err: '' };
  const ending = new AbortController();
  const server = createServer();
  const listening = Promise.withResolvers<void>();
  const process: ContainerProcess = {
    user: rootUser,
    argv: ['registry', 'serve', '/etc/docker/registry/config.yml'],
    env,
    cwd: '/',
    root,
    stdin: undefined,
    tty: false,
    stdout: (data) => {
      output.out += data.toString();
    },
    stderr: (data) => {
      output.err += data.toString();
    },
    network: {
      ip: '10.244.0.7',
      hostname: 'registry',
      listen: async (_port, handler) => {
        server.on('connection', handler);
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        listening.resolve();
        return () => server.close();
      },
      connect: notUsed,
      listening: () => [],
      lookup: notUsed,
      reserve: notUsed,
      route: notUsed,
    },
    clock: createClock(),
    signal: ending.signal,
    spawn: notUsed,
    exec: notUsed,
    pid: 1,
    paths: createContainerPaths(root),
    memoryLimit: undefined,
    killed: ending.signal,
    terminated: ending.signal,
    terminal: undefined,
    processes: () => [],
    takePid: () => 2,
    onSignal: () => undefined,
  };
  const ended = registry(process);
  ended.then((code) => listening.reject(new Error(`ended with ${code}: ${output.err}`)), listening.reject);
  await listening.promise;
  const stop = () => {
    ending.abort('SIGTERM');
    return ended;
  };
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    output,
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
    },
  };
}
