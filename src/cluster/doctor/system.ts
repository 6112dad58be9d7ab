import { existsSync, readFileSync } from 'node:fs';
import { release } from 'node:os';

export type Distribution =
  | 'debian'
  | 'ubuntu'
  | 'fedora'
  | 'rhel'
  | 'arch'
  | 'opensuse'
  | 'alpine'
  | 'macos'
  | 'windows'
  | 'other';

/** The operating system, as far as the commands that mend it differ. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly distribution: Distribution;
  /** As the distribution numbers itself: `12`, `24.04`; undefined where it rolls. */
  readonly version: string | undefined;
  /** For people: `Debian GNU/Linux 12 (bookworm)`. */
  readonly name: string;
  /** Linux inside Windows. */
  readonly wsl: boolean;
  readonly root: boolean;
  readonly systemd: boolean;
  /** Docker's own package repository is set up: its packages are called otherwise than the distribution's. */
  readonly dockerRepository: boolean;
}

export function thisSystem(env: Readonly<NodeJS.ProcessEnv>): System {
  const { platform, arch } = process;
  const osRelease =
    platform === 'linux' ? (read('/etc/os-release') ?? read('/usr/lib/os-release') ?? '') : '';
  const wsl = platform === 'linux' && (env.WSL_DISTRO_NAME !== undefined || /microsoft/i.test(release()));
  return {
    platform,
    arch,
    ...recognise(platform, osRelease),
    wsl,
    root: process.getuid?.() === 0,
    systemd: existsSync('/run/systemd/system'),
    dockerRepository: [
      '/etc/apt/sources.list.d/docker.list',
      '/etc/apt/sources.list.d/docker.sources',
      '/etc/yum.repos.d/docker-ce.repo',
    ].some((file) => existsSync(file)),
  };
}

/** Which distribution it is, by what `/etc/os-release` says of itself and of what it is like. */
export function recognise(
  platform: NodeJS.Platform,
  osRelease: string,
): Pick<System, 'distribution' | 'version' | 'name'> {
  if (platform === 'darwin') return { distribution: 'macos', version: undefined, name: 'macOS' };
  if (platform === 'win32') return { distribution: 'windows', version: undefined, name: 'Windows' };
  const said = Object.fromEntries(
    [...osRelease.matchAll(/^([A-Z_]+)=(["']?)(.*)\2\s*$/gm)].map(([, key = '', , value = '']) => [
      key,
      value,
    ]),
  );
  const names = [said.ID ?? '', ...(said.ID_LIKE ?? '').split(/\s+/)];
  const distribution = names.map((name) => families[name]).find((family) => family !== undefined) ?? 'other';
  // A version counts only where it is the distribution's own: Mint 22 is not Ubuntu 22.
  const own = families[said.ID ?? ''] === distribution && said.ID === distribution;
  return {
    distribution,
    version: own && said.VERSION_ID !== '' ? said.VERSION_ID : undefined,
    name: said.PRETTY_NAME ?? said.NAME ?? platform,
  };
}

const families: Readonly<Record<string, Distribution>> = {
  debian: 'debian',
  raspbian: 'debian',
  kali: 'debian',
  ubuntu: 'ubuntu',
  linuxmint: 'ubuntu',
  pop: 'ubuntu',
  fedora: 'fedora',
  rhel: 'rhel',
  centos: 'rhel',
  rocky: 'rhel',
  almalinux: 'rhel',
  arch: 'arch',
  manjaro: 'arch',
  opensuse: 'opensuse',
  'opensuse-leap': 'opensuse',
  'opensuse-tumbleweed': 'opensuse',
  suse: 'opensuse',
  sles: 'opensuse',
  alpine: 'alpine',
};

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
