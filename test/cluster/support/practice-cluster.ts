import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { practiceCluster } from '../../../src/practice/launch.ts';
import { ownNamespace, type TestCluster, tools } from './real-cluster.ts';

/** A practice cluster of this test's own, already running. Its delays pass several times faster than real ones. */
export async function startPractice(): Promise<TestCluster> {
  const dir = await mkdtemp(join(tmpdir(), 'pilotage-practice-'));
  const cluster = practiceCluster({ dir, speed: 5, running: true });
  await cluster.start();
  const env = await cluster.env();
  const kubeconfig = env.KUBECONFIG ?? '';
  const { kubectl, apply } = tools({ ...process.env, ...env });
  return {
    kubeconfig,
    node: env.NODE ?? '',
    namespace: await ownNamespace(kubectl),
    kubectl,
    apply,
    dispose: () => cluster.reset(),
  };
}
