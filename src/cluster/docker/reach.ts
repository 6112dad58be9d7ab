import { hostname } from 'node:os';
import { describeRunning } from '../minikube/describe.ts';
import { findMinikube } from '../minikube/tool.ts';
import { type Forwarding, kubectlForward } from '../node-ports/forward.ts';
import { containerRelay, relayImage } from '../node-ports/relay.ts';
import type { ClusterNote } from '../types.ts';
import { chooseEngine } from './engine.ts';
import { type Engine, gatherContexts, gatherEngine } from './gather.ts';
import { nodeAddress, type Place, type Way, wayOf } from './way.ts';

/** How docker and a shell reach the NodePorts of a cluster, resolved once. */
export interface Reach {
  /** NODE, and what docker needs to talk to the engine that was chosen. */
  readonly env: Readonly<Record<string, string>>;
  readonly note: ClusterNote | undefined;
  /** What forwards a NodePort, where that is needed. */
  readonly forward: Forwarding['command'] | undefined;
}

/** PILOTAGE_NODE is the learner's own word for where NodePorts answer: then nothing is forwarded. */
export async function reachOf(place: Place, environment: Readonly<NodeJS.ProcessEnv>): Promise<Reach> {
  const found = await look(place, environment);
  const node = environment.PILOTAGE_NODE;
  if (!node) return found;
  return {
    env: { ...found.env, NODE: node },
    note: { id: 'node-chosen', params: { node } },
    forward: undefined,
  };
}

async function look(place: Place, environment: Readonly<NodeJS.ProcessEnv>): Promise<Reach> {
  const { context, nodes } = place;
  const choice = chooseEngine(context, nodes, await gatherContexts(environment), environment);
  if (choice.kind === 'minikube') {
    const reach = await reachOfMinikube(choice.profile, environment);
    if (reach !== undefined) return reach;
  }
  const chosen = choice.kind === 'context' ? { DOCKER_CONTEXT: choice.name } : undefined;
  const near = chosen && (await gatherEngine(nodes[0]?.name, { ...environment, ...chosen }));
  // A virtual machine may run its containers without Docker: then the engine that there is has to do.
  const env = near && chosen;
  const engine = near ?? (await gatherEngine(nodes[0]?.name, environment));
  const way = engine && wayOf(engine, nodes, { platform: process.platform, hostname: hostname() });
  const node = nodeAddress(way, engine, place);
  return {
    env: { ...env, NODE: node },
    note: way && engine && noteOf(way, engine, node),
    forward: way && forwardOf(way),
  };
}

/** Undefined where there is no minikube that could be asked, or no engine in its node. */
async function reachOfMinikube(
  profile: string,
  environment: Readonly<NodeJS.ProcessEnv>,
): Promise<Reach | undefined> {
  try {
    const minikube = await findMinikube(profile, environment);
    const { env, note, reach } = await describeRunning(minikube, process.platform);
    // Its node may run containers without Docker.
    if (env.DOCKER_HOST === undefined) return undefined;
    return { env, note, forward: reach === 'forwarded' ? kubectlForward : undefined };
  } catch {
    return undefined;
  }
}

function forwardOf(way: Way): Forwarding['command'] | undefined {
  if (way.kind === 'forwarded') return kubectlForward;
  return way.kind === 'relayed' ? containerRelay(way.to) : undefined;
}

function noteOf(way: Way, { name: engine }: Engine, node: string): ClusterNote {
  switch (way.kind) {
    case 'on-node':
      return { id: 'docker-on-node', params: { engine, node } };
    case 'forwarded':
      return { id: 'docker-forwarded', params: { engine, node } };
    case 'relayed':
      return { id: 'docker-relayed', params: { engine, image: relayImage } };
    case 'apart':
      return { id: 'docker-apart', params: { engine } };
  }
}
