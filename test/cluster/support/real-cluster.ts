import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClock } from '../../../src/base/clock.ts';
import { contextCluster } from '../../../src/cluster/context.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..', '..');
const workshop = join(root, '..', 'shared', 'cluster', 'workshop');

/** A cluster for one test file, with a namespace that is its own. */
export interface TestCluster {
  readonly kubeconfig: string;
  /** Where NodePorts answer. */
  readonly node: string;
  readonly namespace: string;
  kubectl(...args: string[]): Promise<string>;
  apply(...manifests: object[]): Promise<void>;
  dispose(): Promise<void>;
}

/** Why there is no real cluster to test on; undefined when there is one. */
export function whyNoRealCluster(): string | undefined {
  if (process.env.PILOTAGE_TEST_CONTEXT || existsSync(workshop)) return undefined;
  return 'name one of your contexts in PILOTAGE_TEST_CONTEXT to test on its cluster';
}

/** Starts the real cluster if need be, and makes a namespace in it. */
export async function realCluster(): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'pilotage-real-'));
  const { kubeconfig, node, stop } = await connect(folder);
  const { kubectl, apply } = tools({ ...process.env, KUBECONFIG: kubeconfig });
  const namespace = await ownNamespace(kubectl);
  return {
    kubeconfig,
    node,
    namespace,
    kubectl,
    apply,
    async dispose() {
      await kubectl('delete', 'namespace', namespace, '--wait=false');
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Makes a namespace and has every later kubectl work in it. */
export async function ownNamespace(kubectl: TestCluster['kubectl']): Promise<string> {
  const namespace = `pilotage-test-${process.pid}-${Math.random().toString(36).slice(2, 8)}`;
  await kubectl('create', 'namespace', namespace);
  await kubectl('config', 'set-context', '--current', `--namespace=${namespace}`);
  return namespace;
}

/** What a test does to a cluster, as a learner does it. */
export function tools(env: NodeJS.ProcessEnv): Pick<TestCluster, 'kubectl' | 'apply'> {
  return {
    kubectl: async (...args) => (await run('kubectl', args, { env })).stdout,
    async apply(...manifests) {
      const applying = run('kubectl', ['apply', '-f', '-'], { env });
      applying.child.stdin?.end(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests }));
      await applying;
    },
  };
}

async function connect(runDir: string) {
  const named = process.env.PILOTAGE_TEST_CONTEXT;
  const environment = named === undefined ? await startWorkshop() : process.env;
  const context =
    named ?? (await run('kubectl', ['config', 'current-context'], { env: environment })).stdout.trim();
  const cluster = contextCluster(context, { runDir, environment });
  const env = await cluster.env();
  return { kubeconfig: env.KUBECONFIG ?? '', node: env.NODE ?? '', stop: cluster.stop };
}

let workshopEnv: Promise<NodeJS.ProcessEnv> | undefined;

/** Brings it up once for this process. It fails when another test does so at the same moment: then again. */
function startWorkshop(): Promise<NodeJS.ProcessEnv> {
  const script = `eval "$('${workshop}')" && test -n "$KUBECONFIG" && printf %s "$KUBECONFIG"`;
  const start = async () => {
    const clock = createClock();
    const deadline = clock.now() + 240_000;
    for (;;) {
      try {
        const { stdout } = await run('bash', ['-c', script], { maxBuffer: 1 << 24 });
        return { ...process.env, KUBECONFIG: stdout };
      } catch (error) {
        if (clock.now() > deadline) throw error;
        await clock.sleep(500);
      }
    }
  };
  workshopEnv ??= start();
  return workshopEnv;
}
