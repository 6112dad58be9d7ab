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

/** The kubectl of one version, as `v1.30.4`: for a server that the newest is too new for. */
export function mendSkew(version: string, system: System): Mend {
  const link = 'https://kubernetes.io/releases/version-skew-policy/#kubectl';
  const own = /^v\d+\.\d+\.\d+/.exec(version)?.[0];
  return { command: own && downloadKubectl(system, own), link };
}

/** Where the system's own packages are current. */
function packaged(system: System, name: string, windows: string): string | undefined {
  if (system.distribution === 'windows') return install(system, windows);
  return system.distribution === 'macos' || system.distribution === 'arch'
    ? install(system, name)
    : undefined;
}

const newest = '$(curl -fsSL https://dl.k8s.io/release/stable.txt)';

function downloadKubectl(system: System, version = newest): string | undefined {
  const arch = goArch(system);
  const { platform } = system;
  if ((platform !== 'linux' && platform !== 'darwin') || arch === undefined) return undefined;
  return [
    `curl -fLO "https://dl.k8s.io/release/${version}/bin/${platform}/${arch}/kubectl"`,
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
