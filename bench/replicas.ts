import { startControlPlane } from '../test/practice/support/control-plane.ts';
import { deployment, deploymentManifest, deployments } from '../test/practice/support/workloads.ts';

/** Milliseconds for each replica until a Deployment of so many is Available, with nothing that waits on purpose. */
export async function millisecondsAReplica(replicas: number): Promise<number> {
  await using plane = await startControlPlane();
  const began = performance.now();
  const available = new Promise<void>((resolve) => {
    const end = plane.store.subscribe('apps/Deployment', () => {
      if (deployment(plane.store, 'web').status?.availableReplicas !== replicas) return;
      end();
      resolve();
    });
  });
  const { code, body } = await plane.request('POST', deployments, deploymentManifest('web', { replicas }));
  if (code !== 201) throw new Error(body.message);
  await available;
  return (performance.now() - began) / replicas;
}
