import type { Deployment, Pod, ReplicaSet } from '../../../src/practice/objects.ts';
import type { Store } from '../../../src/practice/types.ts';
import type { ControlPlane } from './control-plane.ts';

export interface DeploymentOptions {
  replicas?: number;
  image?: string;
  spec?: object;
  podSpec?: object;
}

export function deploymentManifest(name: string, options: DeploymentOptions = {}): object {
  const { replicas = 1, image = 'nginx', spec = {}, podSpec = {} } = options;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: { app: name } },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image }], ...podSpec },
      },
      ...spec,
    },
  };
}

export const deployments = '/apis/apps/v1/namespaces/default/deployments';
export const mergePatch = 'application/merge-patch+json';

export async function createDeployment(
  plane: ControlPlane,
  name: string,
  options?: DeploymentOptions,
): Promise<void> {
  const { code, body } = await plane.request('POST', deployments, deploymentManifest(name, options));
  if (code !== 201) throw new Error(body.message);
  await plane.settled();
}

export function deployment(store: Store, name: string): Deployment {
  const found = store.get<Deployment>('apps/Deployment', 'default', name);
  if (!found) throw new Error(`there is no deployment ${name}`);
  return found;
}

export function setsOf(store: Store, name: string): ReplicaSet[] {
  return store.list<ReplicaSet>('apps/ReplicaSet', { namespace: 'default', labels: { app: name } });
}

export function podsOf(store: Store, name: string): Pod[] {
  return store.list<Pod>('Pod', { namespace: 'default', labels: { app: name } });
}
