import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { quote } from '../../../base/quote.ts';
import { hostsFile, type MirrorUser, registriesFile } from '../gather/mirror.ts';
import type { Mend } from '../problem.ts';
import type { System } from '../system.ts';
import { asRoot } from './packages.ts';

/** Makes what pulls images ask a mirror first. */
export function mendMirror(address: string, user: MirrorUser, system: System): Mend {
  switch (user.kind) {
    case 'docker':
      return {
        command: toldDocker(address, user, system),
        link: 'https://docs.docker.com/docker-hub/image-library/mirror/',
      };
    case 'minikube': {
      const start = `minikube start -p ${user.profile} --registry-mirror=${address}`;
      const link = 'https://minikube.sigs.k8s.io/docs/commands/start/';
      // minikube takes a mirror for a new node only.
      return { command: user.isMade ? `minikube delete -p ${user.profile} && ${start}` : start, link };
    }
    case 'kind': {
      const text = `[host."${address}"]\\n  capabilities = ["pull", "resolve"]\\n`;
      return {
        command: `for NODE in $(kind get nodes --name ${user.cluster}); do ${intoNode(text, hostsFile)}; done`,
        link: 'https://kind.sigs.k8s.io/docs/user/local-registry/',
      };
    }
    case 'k3d': {
      const text = `mirrors:\\n  docker.io:\\n    endpoint: ["${address}"]\\n`;
      const nodes = `docker ps -q --filter label=k3d.cluster=${user.cluster} --filter name=-server- --filter name=-agent-`;
      return {
        command: `for NODE in $(${nodes}); do ${intoNode(text, registriesFile)}; done && k3d cluster stop ${user.cluster} && k3d cluster start ${user.cluster}`,
        link: 'https://k3d.io/stable/usage/registries/',
      };
    }
    case 'nodes':
      return { link: 'https://github.com/containerd/containerd/blob/main/docs/hosts.md' };
  }
}

/** Writes a file of a node that is a container, whose name is in NODE. */
function intoNode(text: string, file: string): string {
  const folder = file.slice(0, file.lastIndexOf('/'));
  return `printf '${text}' | docker exec -i "$NODE" sh -c 'mkdir -p ${folder} && cat > ${file}'`;
}

/** What writes the engine's configuration with the mirror in it, and lets the engine read it. All else in it stays. */
function toldDocker(
  address: string,
  { engine, endpoint = '' }: Extract<MirrorUser, { kind: 'docker' }>,
  system: System,
): string | undefined {
  const isDesktop = /Docker Desktop/.test(engine.system);
  if (isDesktop && system.distribution !== 'windows') {
    const file = join(homedir(), '.docker', 'daemon.json');
    const text = withMirror(file, address);
    return text && `echo ${text} > ${file} && docker desktop restart`;
  }
  // What another engine in a virtual machine reads lies in there.
  if (system.platform !== 'linux' || isDesktop || !/^unix:/.test(endpoint || 'unix:')) return undefined;
  if (/\/run\/user\//.test(endpoint)) {
    const file = join(homedir(), '.config', 'docker', 'daemon.json');
    const text = withMirror(file, address);
    return text && `mkdir -p ~/.config/docker && echo ${text} > ${file} && systemctl --user restart docker`;
  }
  const file = '/etc/docker/daemon.json';
  const text = withMirror(file, address);
  const sudo = asRoot(system);
  const reload = system.systemd
    ? 'systemctl reload docker'
    : system.distribution === 'alpine'
      ? 'rc-service docker reload'
      : 'service docker restart';
  return text && `${sudo}mkdir -p /etc/docker && echo ${text} | ${sudo}tee ${file} && ${sudo}${reload}`;
}

/** The text of a daemon.json with a mirror before those that it has, quoted; undefined where it cannot be read. */
function withMirror(file: string, address: string): string | undefined {
  try {
    const value = JSON.parse(textOf(file)) as { 'registry-mirrors'?: string[] };
    const others = (value['registry-mirrors'] ?? []).filter((one) => one.replace(/\/+$/, '') !== address);
    const text = JSON.stringify({ ...value, 'registry-mirrors': [address, ...others] });
    return quote(text);
  } catch {
    return undefined;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '{}';
    throw error;
  }
}
