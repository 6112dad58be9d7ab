import type { Mend } from '../problem.ts';
import type { System } from '../system.ts';
import { mendDocker } from './docker.ts';
import { mendKubectl, mendMinikube } from './kubernetes.ts';
import { mendBash, mendNode, mendPackage } from './packages.ts';

const own: Readonly<Record<string, (system: System) => Mend>> = {
  bash: mendBash,
  docker: mendDocker,
  kubectl: mendKubectl,
  minikube: mendMinikube,
  node: mendNode,
  helm: () => ({ link: 'https://helm.sh/docs/intro/install/' }),
};

/** How a program is installed, or a newer one of it. */
export function mendProgram(program: string, system: System): Mend {
  return own[program]?.(system) ?? mendPackage(program, system);
}
