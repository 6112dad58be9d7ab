import type { ClusterNode } from '../context/nodes.ts';

/** Which engine docker talks to during a run. */
export type EngineChoice =
  /** The one that it talks to anyway: because the learner said so, or because nothing says otherwise. */
  | { readonly kind: 'current' }
  /** The one inside minikube's node. */
  | { readonly kind: 'minikube'; readonly profile: string }
  /** That of one of docker's own contexts: the virtual machine that also runs the cluster. */
  | { readonly kind: 'context'; readonly name: string };

/** What docker calls the engines of tools that run a cluster in the same virtual machine. */
const besideClusters = /^(colima(-.+)?|rancher-desktop|desktop-linux)$/;

/**
 * Chooses the engine that is nearest to a cluster's nodes. DOCKER_HOST and DOCKER_CONTEXT, which win over docker's own
 * choice, win here, too.
 */
export function chooseEngine(
  context: string,
  nodes: readonly ClusterNode[],
  dockerContexts: readonly string[],
  environment: Readonly<NodeJS.ProcessEnv>,
): EngineChoice {
  if (environment.DOCKER_HOST || environment.DOCKER_CONTEXT) return { kind: 'current' };
  const profile = nodes.find((node) => node.minikube !== undefined)?.minikube;
  if (profile !== undefined) return { kind: 'minikube', profile };
  // The kubeconfig's context may have been renamed; a node keeps its virtual machine's name.
  const name = [context, ...nodes.map((node) => node.name)]
    .map(dockerContextOf)
    .find((one) => besideClusters.test(one) && dockerContexts.includes(one));
  return name === undefined ? { kind: 'current' } : { kind: 'context', name };
}

function dockerContextOf(name: string): string {
  return name === 'docker-desktop' ? 'desktop-linux' : name.replace(/^lima-/, '');
}
