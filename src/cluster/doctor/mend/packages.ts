import type { Mend } from '../problem.ts';
import type { Distribution, System } from '../system.ts';

/** The command before one that only an administrator may run. Alpine has no sudo of its own. */
export function asRoot({ root, distribution }: System): string {
  if (root) return '';
  return distribution === 'alpine' ? 'doas ' : 'sudo ';
}

/** Installs packages that the operating system itself has; undefined where it is not known how. */
export function install(system: System, ...packages: readonly string[]): string | undefined {
  const installer = installers[system.distribution];
  if (installer === undefined) return undefined;
  const { command, needsRoot } = installer;
  return `${needsRoot ? asRoot(system) : ''}${command} ${packages.join(' ')}`;
}

const installers: Readonly<Record<Distribution, { command: string; needsRoot: boolean } | undefined>> = {
  debian: { command: 'apt-get install', needsRoot: true },
  ubuntu: { command: 'apt-get install', needsRoot: true },
  fedora: { command: 'dnf install', needsRoot: true },
  rhel: { command: 'dnf install', needsRoot: true },
  arch: { command: 'pacman -S', needsRoot: true },
  opensuse: { command: 'zypper install', needsRoot: true },
  alpine: { command: 'apk add', needsRoot: true },
  macos: { command: 'brew install', needsRoot: false },
  windows: { command: 'winget install -e --id', needsRoot: false },
  other: undefined,
};

/** Small programs that nearly every system calls by one name. Windows' package manager has names of its own. */
const common: Readonly<Record<string, { windows: string | undefined; link: string }>> = {
  git: { windows: 'Git.Git', link: 'https://git-scm.com/downloads' },
  curl: { windows: 'cURL.cURL', link: 'https://curl.se/download.html' },
  openssl: { windows: 'ShiningLight.OpenSSL.Light', link: 'https://openssl-library.org/' },
  jq: { windows: 'jqlang.jq', link: 'https://jqlang.org/download/' },
};

export function mendPackage(program: string, system: System): Mend {
  const known = common[program];
  if (known === undefined) return {};
  const name = system.distribution === 'windows' ? known.windows : program;
  return { command: name === undefined ? undefined : install(system, name), link: known.link };
}

export function mendBash(system: System): Mend {
  // Windows has none of its own; the one that comes with git knows nothing of Linux' paths.
  if (system.distribution === 'windows') {
    return { command: 'wsl --install', link: 'https://learn.microsoft.com/windows/wsl/install' };
  }
  return { command: install(system, 'bash'), link: 'https://www.gnu.org/software/bash/' };
}

export function mendNode(system: System): Mend {
  const link = 'https://nodejs.org/en/download';
  // Elsewhere the distribution's own is often too old.
  const packages: Partial<Record<Distribution, string>> = {
    arch: 'nodejs',
    macos: 'node',
    windows: 'OpenJS.NodeJS.LTS',
  };
  const name = packages[system.distribution];
  return { command: name === undefined ? undefined : install(system, name), link };
}

/** The name under which projects publish programs for this machine's processor; undefined for rarer ones. */
export function goArch({ arch }: System): 'amd64' | 'arm64' | undefined {
  if (arch === 'x64') return 'amd64';
  return arch === 'arm64' ? 'arm64' : undefined;
}
