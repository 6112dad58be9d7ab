import type { Mend } from '../problem.ts';
import type { System } from '../system.ts';
import { asRoot, install } from './packages.ts';

const installPage = 'https://docs.docker.com/engine/install/';

/** The engine, its command line, compose and buildx. */
export function mendDocker(system: System): Mend {
  return { command: installDocker(system), link: installPage };
}

function installDocker(system: System): string | undefined {
  const sudo = asRoot(system);
  switch (system.distribution) {
    case 'debian':
    case 'ubuntu':
    case 'fedora':
    case 'rhel':
      // Docker's own script: the distributions' packages leave compose or buildx out, or have old ones.
      return `curl -fsSL https://get.docker.com | ${sudo}sh`;
    case 'arch':
    case 'opensuse':
      return install(system, 'docker', 'docker-compose', 'docker-buildx');
    case 'alpine':
      return install(system, 'docker', 'docker-cli-compose', 'docker-cli-buildx');
    case 'macos':
      return 'brew install --cask docker-desktop';
    case 'windows':
      return install(system, 'Docker.DockerDesktop');
    case 'other':
      return undefined;
  }
}

export function mendPlugin(plugin: 'compose' | 'buildx', system: System): Mend {
  const link =
    plugin === 'compose'
      ? 'https://docs.docker.com/compose/install/linux/'
      : 'https://github.com/docker/buildx#installing';
  return { command: installPlugin(plugin, system) ?? downloadPlugin(plugin, system), link };
}

function installPlugin(plugin: 'compose' | 'buildx', system: System): string | undefined {
  if (system.dockerRepository) return install(system, `docker-${plugin}-plugin`);
  switch (system.distribution) {
    case 'ubuntu':
      return install(system, plugin === 'compose' ? 'docker-compose-v2' : 'docker-buildx');
    case 'debian':
      // Before 13 compose was another program, and buildx was not there.
      return Number(system.version ?? 13) >= 13 ? install(system, `docker-${plugin}`) : undefined;
    case 'arch':
    case 'opensuse':
      return install(system, `docker-${plugin}`);
    case 'alpine':
      return install(system, `docker-cli-${plugin}`);
    case 'macos':
      return (
        `${install(system, `docker-${plugin}`)} && mkdir -p ~/.docker/cli-plugins && ` +
        `ln -sfn "$(brew --prefix)/opt/docker-${plugin}/bin/docker-${plugin}" ~/.docker/cli-plugins/docker-${plugin}`
      );
    case 'windows':
      return install(system, 'Docker.DockerDesktop');
    case 'fedora':
    case 'rhel':
    case 'other':
      return undefined;
  }
}

/** Compose is published under one address whatever its version; buildx is not. */
function downloadPlugin(plugin: 'compose' | 'buildx', system: System): string | undefined {
  const arch = { x64: 'x86_64', arm64: 'aarch64' }[system.arch];
  if (plugin !== 'compose' || system.platform !== 'linux' || arch === undefined) return undefined;
  const file = '~/.docker/cli-plugins/docker-compose';
  return (
    'mkdir -p ~/.docker/cli-plugins && ' +
    `curl -fL https://github.com/docker/compose/releases/latest/download/docker-compose-linux-${arch} -o ${file} && ` +
    `chmod +x ${file}`
  );
}

export function startDocker(system: System): Mend {
  const link = 'https://docs.docker.com/engine/daemon/start/';
  const sudo = asRoot(system);
  if (system.distribution === 'macos') return { command: 'open -a Docker', link };
  if (system.distribution === 'windows') return { command: 'docker desktop start', link };
  if (system.distribution === 'alpine') return { command: `${sudo}rc-service docker start`, link };
  if (system.systemd) return { command: `${sudo}systemctl enable --now docker`, link };
  return { command: `${sudo}service docker start`, link };
}

/** Lets this user talk to the engine. The group counts from the next sign-in on; `newgrp` makes it count now. */
export function allowDocker(system: System): Mend {
  const link = 'https://docs.docker.com/engine/install/linux-postinstall/';
  if (system.platform !== 'linux') return { link };
  const add = system.distribution === 'alpine' ? 'addgroup "$USER" docker' : 'usermod -aG docker "$USER"';
  return { command: `${asRoot(system)}${add} && newgrp docker`, link };
}

/** Docker Desktop's engine, made known to the Linux inside Windows. */
export const integrateWsl: Mend = { link: 'https://docs.docker.com/desktop/features/wsl/' };
