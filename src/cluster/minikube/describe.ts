import type { ClusterNote } from '../types.ts';
import { parseDockerEnv } from './docker-env.ts';
import { type Reach, reachOf } from './reach.ts';
import type { Minikube } from './tool.ts';

export interface Running {
  readonly reach: Reach;
  readonly env: Readonly<Record<string, string>>;
  readonly note: ClusterNote;
}

/** How docker and the NodePorts of a minikube that runs are reached. */
export async function describeRunning(minikube: Minikube, platform: NodeJS.Platform): Promise<Running> {
  const [docker, driver] = await Promise.all([
    // Where the node runs containers without Docker, there is no engine to talk to: the learner's own stays.
    minikube.ask('docker-env', '--shell', 'bash').catch(() => ''),
    minikube.driver(),
  ]);
  const reach: Reach = reachOf(platform, driver);
  const node = reach === 'forwarded' ? '127.0.0.1' : (await minikube.ask('ip')).trim();
  return {
    reach,
    env: { ...parseDockerEnv(docker), NODE: node },
    note:
      reach === 'direct'
        ? { id: 'minikube-direct', params: { node } }
        : { id: 'minikube-forwarded', params: { driver: driver ?? '' } },
  };
}
