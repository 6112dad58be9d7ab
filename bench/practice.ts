import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { memoryEnv, memoryOptions } from '../src/practice/host/memory.ts';
import { practiceCluster } from '../src/practice/launch.ts';

/** So fast that no delay of the cluster's own is left. */
const withoutDelays = 1_000_000;

export interface BenchCluster extends AsyncDisposable {
  /** For programs that use it. */
  readonly env: Record<string, string>;
  /** Of its API. */
  readonly url: string;
}

export async function benchCluster(): Promise<BenchCluster> {
  const dir = await mkdtemp(join(tmpdir(), 'pilotage-bench-'));
  const cluster = practiceCluster({ dir, speed: withoutDelays, running: true });
  await cluster.start();
  const env = await cluster.env();
  const url = /server: (\S+)/.exec(readFileSync(env.KUBECONFIG ?? '', 'utf8'))?.[1] ?? '';
  return { env, url, [Symbol.asyncDispose]: () => cluster.reset() };
}

/** Milliseconds from nothing, the process included, to the first answer of the API. */
export async function coldStart(): Promise<number> {
  const began = performance.now();
  await using cluster = await benchCluster();
  const response = await fetch(`${cluster.url}/version`);
  await response.text();
  return performance.now() - began;
}

/** Milliseconds from the first line of a process that becomes a practice cluster to the first answer of its API. */
export async function startWithin(): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), 'pilotage-bench-'));
  try {
    const program = join(import.meta.dirname, 'start-within.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [...memoryOptions, program, dir], {
      env: { ...process.env, ...memoryEnv },
    });
    return Number(stdout);
  } finally {
    await rm(dir, { recursive: true });
  }
}

let count = 0;

/** Milliseconds from the request for a Deployment to its being Available. Its image is there already but the first time. */
export async function createToAvailable({ url }: BenchCluster): Promise<number> {
  const deployments = `${url}/apis/apps/v1/namespaces/default/deployments`;
  count += 1;
  const name = `bench-${count}`;
  const watch = await fetch(`${deployments}?watch=true&fieldSelector=metadata.name=${name}`);
  const labels = { app: name };
  const began = performance.now();
  const created = await fetch(deployments, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx' }] } },
      },
    }),
  });
  if (created.status !== 201) throw new Error(await created.text());
  for await (const part of watch.body ?? []) {
    if (Buffer.from(part).includes('"availableReplicas":1')) return performance.now() - began;
  }
  throw new Error('the watch ended before the Deployment was Available');
}
