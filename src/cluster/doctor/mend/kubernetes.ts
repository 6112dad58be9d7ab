import type { Mend } from '../problem.ts';
import type { System } from '../system.ts';
import { asRoot, goArch, install } from './packages.ts';

export function mendKubectl(system: System): Mend {
  const link = 'https://kubernetes.io/docs/tasks/tools/';
  return { command: packaged(system, 'kubectl', 'Kubernetes.kubectl') ?? downloadKubectl(system), link };
}

export function mendMinikube(system: System): Mend {
  const link = 'https://minikube.sigs.k8s.io/docs/start/';
  return { command: packaged(system, 'minikube', 'Kubernetes.minikube') ?? downloadMinikube(system), link };
}

/** Where the system's own packages are current. */
function packaged(system: System, name: string, windows: string): string | undefined {
  if (system.distribution === 'windows') return install(system, windows);
  return system.distribution === 'macos' || system.distribution === 'arch'
    ? install(system, name)
    : undefined;
}

function downloadKubectl(system: System): string | undefined {
  const arch = goArch(system);
  if (system.platform !== 'linux' || arch === undefined) return undefined;
  return [
    `curl -fLO "https://dl.k8s.io/release/$(curl -fsSL https://dl.k8s.io/release/stable.txt)/bin/linux/${arch}/kubectl"`,
    `${asRoot(system)}install -m 0755 kubectl /usr/local/bin/kubectl`,
  ].join(' && ');
}

function downloadMinikube(system: System): string | undefined {
  const arch = goArch(system);
  if (system.platform !== 'linux' || arch === undefined) return undefined;
  const file = `minikube-linux-${arch}`;
  return [
    `curl -fLO https://storage.googleapis.com/minikube/releases/latest/${file}`,
    `${asRoot(system)}install -m 0755 ${file} /usr/local/bin/minikube`,
  ].join(' && ');
}
