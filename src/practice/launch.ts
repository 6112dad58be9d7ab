import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { get } from 'node:http';
import { delimiter, join } from 'node:path';
import { createClock } from '../base/clock.ts';
import { NotReadyError } from '../base/errors.ts';
import { distDir } from '../base/package-root.ts';
import type { Cluster } from '../cluster/types.ts';
import { type HostAddress, type HostOptions, hostFiles, hostUrl } from './host/files.ts';
import { memoryEnv, memoryOptions } from './host/memory.ts';
import { writeTools } from './host/tools.ts';

export interface PracticeOptions {
  /** Where the cluster keeps all it has. */
  readonly dir: string;
  /** How many times faster than real its delays pass. */
  readonly speed: number;
  /** Kubernetes runs from the start, without `minikube start`. */
  readonly running?: boolean;
}

/** The embedded cluster: a process of its own that outlives this one, and ends by itself when nobody uses it. */
export function practiceCluster({ dir, speed, running = false }: PracticeOptions): Cluster {
  const files = hostFiles(dir);
  let address: HostAddress | undefined;
  return {
    kind: 'practice',
    name: 'practice',
    speed,
    async start() {
      mkdirSync(files.bin, { recursive: true });
      writeTools(files.bin);
      address = (await answering(files.address)) ?? (await launch({ dir, speed, running }));
    },
    async env() {
      return {
        PATH: [files.bin, ...pathWithout(files.bin)].join(delimiter),
        KUBECONFIG: files.kubeconfig,
        KUBECACHEDIR: files.kubectlCache,
        PILOTAGE_PRACTICE: address ? hostUrl(address) : '',
        NODE: '127.0.0.1',
      };
    },
    notes: () => [],
    async stop() {},
    owned: async () => (existsSync(dir) ? 'practice cluster' : undefined),
    async reset() {
      const known = await answering(files.address);
      if (known) await end(known);
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function pathWithout(folder: string): string[] {
  return (process.env.PATH ?? '').split(delimiter).filter((entry) => entry !== folder);
}

/** The address in a host's file, if that host still answers. */
async function answering(file: string): Promise<HostAddress | undefined> {
  if (!existsSync(file)) return undefined;
  try {
    const address = JSON.parse(readFileSync(file, 'utf8')) as HostAddress;
    return (await isAnswering(address)) ? address : undefined;
  } catch {
    return undefined;
  }
}

/** Not by fetch, which takes 50 ms to load. */
function isAnswering(address: HostAddress): Promise<boolean> {
  return new Promise((resolve) => {
    get(`${hostUrl(address)}/ping`, { signal: AbortSignal.timeout(5_000) }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}

/** @throws NotReadyError with the last lines of the host's log. */
async function launch(options: HostOptions): Promise<HostAddress> {
  const files = hostFiles(options.dir);
  const log = openSync(files.log, 'a');
  const args = [...memoryOptions, join(distDir, 'practice.js'), JSON.stringify(options)];
  const child = spawn(process.execPath, args, {
    detached: true,
    env: { ...process.env, ...memoryEnv },
    stdio: ['ignore', log, log, 'ipc'],
    cwd: options.dir,
  });
  closeSync(log);
  try {
    return await new Promise<HostAddress>((resolve, reject) => {
      child.once('message', (message) => resolve(message as HostAddress));
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`it ended with ${code}\n${lastLines(files.log)}`)));
    });
  } catch (error) {
    throw new NotReadyError(
      `The practice cluster did not start: ${(error as Error).message}`,
      `Its log is ${files.log}. pilotage reset empties the cluster.`,
      { cause: error },
    );
  } finally {
    child.removeAllListeners('exit');
    if (child.connected) child.disconnect();
    child.unref();
  }
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
}

/** Ends a host that nothing is to be kept of. It answered with the secret of its folder a moment ago: the process is ours. */
async function end({ pid }: HostAddress): Promise<void> {
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  const clock = createClock();
  const deadline = clock.now() + 10_000;
  while (isAlive(pid) && clock.now() < deadline) await clock.sleep(5);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
