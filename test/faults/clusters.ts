import { execFile } from 'node:child_process';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { contextCluster } from '../../src/cluster/context.ts';
import type { Cluster } from '../../src/cluster/types.ts';
import { practiceCluster } from '../../src/practice/launch.ts';
import { root } from '../support/program.ts';

const run = promisify(execFile);

export const practice =
  (speed: number) =>
  (dir: string): Cluster =>
    practiceCluster({ dir, speed });

export interface RealCluster {
  readonly at: (dir: string) => Cluster;
  dispose(): Promise<void>;
}

/** The real cluster, seen through a context whose namespace is the faults' alone. */
export async function real(): Promise<RealCluster> {
  const named = process.env.PILOTAGE_TEST_CONTEXT;
  if (named === undefined) await enterWorkshop();
  const folder = await mkdtemp(join(tmpdir(), 'pilotage-faults-'));
  const file = join(folder, 'kubeconfig');
  await cp(process.env.KUBECONFIG ?? '', file);
  const environment = { ...process.env, KUBECONFIG: file };
  const kubectl = (...args: string[]) => run('kubectl', args, { env: environment });
  const context = named ?? (await kubectl('config', 'current-context')).stdout.trim();
  const namespace = `pilotage-faults-${process.pid}`;
  await kubectl('create', 'namespace', namespace, '--context', context);
  await kubectl('config', 'set-context', context, `--namespace=${namespace}`);
  return {
    at: (runDir) => contextCluster(context, { runDir, environment }),
    async dispose() {
      await kubectl('delete', 'namespace', namespace, '--context', context, '--wait=false');
    },
  };
}

/** Brings the cluster beside the project up, and takes over what its tools need. */
async function enterWorkshop(): Promise<void> {
  const workshop = join(root, '..', 'shared', 'cluster', 'workshop');
  const script = `eval "$('${workshop}')" && test -n "$KUBECONFIG" && env -0`;
  const { stdout } = await run('bash', ['-c', script], { maxBuffer: 1 << 24 });
  for (const entry of stdout.split('\0')) {
    const at = entry.indexOf('=');
    if (at > 0) process.env[entry.slice(0, at)] = entry.slice(at + 1);
  }
}
