import { describe, expect, test } from 'vitest';
import { allowDocker, mendDocker, mendPlugin, startDocker } from '../../../src/cluster/doctor/mend/docker.ts';
import { mendKubectl, mendMinikube, mendSkew } from '../../../src/cluster/doctor/mend/kubernetes.ts';
import { mendProgram } from '../../../src/cluster/doctor/mend/program.ts';
import { recognise, type System } from '../../../src/cluster/doctor/system.ts';

/** The lines of os-release files that tell systems apart, as those systems have them. */
const osReleases = {
  debian12:
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n',
  debian13: 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nVERSION_ID="13"\nID=debian\n',
  ubuntu: 'PRETTY_NAME="Ubuntu 24.04.2 LTS"\nNAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\nID_LIKE=debian\n',
  mint: 'NAME="Linux Mint"\nVERSION_ID="22"\nID=linuxmint\nID_LIKE="ubuntu debian"\nPRETTY_NAME="Linux Mint 22"\n',
  fedora:
    'NAME="Fedora Linux"\nID=fedora\nVERSION_ID=42\nPRETTY_NAME="Fedora Linux 42 (Workstation Edition)"\n',
  rocky: 'NAME="Rocky Linux"\nID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.5"\n',
  arch: 'NAME="Arch Linux"\nPRETTY_NAME="Arch Linux"\nID=arch\nBUILD_ID=rolling\n',
  endeavour: 'NAME="EndeavourOS"\nPRETTY_NAME="EndeavourOS"\nID="endeavouros"\nID_LIKE="arch"\n',
  tumbleweed:
    'NAME="openSUSE Tumbleweed"\nID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\nVERSION_ID="20250601"\n',
  alpine: 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.0\nPRETTY_NAME="Alpine Linux v3.22"\n',
  nixos: 'NAME=NixOS\nID=nixos\nPRETTY_NAME="NixOS 25.05"\n',
};

function system(name: keyof typeof osReleases | 'macos' | 'windows', more: Partial<System> = {}): System {
  const platform = name === 'macos' ? 'darwin' : name === 'windows' ? 'win32' : 'linux';
  const text = name === 'macos' || name === 'windows' ? '' : osReleases[name];
  return {
    platform,
    arch: 'x64',
    ...recognise(platform, text),
    wsl: false,
    root: false,
    systemd: true,
    dockerRepository: false,
    ...more,
  };
}

test.each([
  ['debian12', 'debian', '12', 'Debian GNU/Linux 12 (bookworm)'],
  ['ubuntu', 'ubuntu', '24.04', 'Ubuntu 24.04.2 LTS'],
  ['mint', 'ubuntu', undefined, 'Linux Mint 22'],
  ['fedora', 'fedora', '42', 'Fedora Linux 42 (Workstation Edition)'],
  ['rocky', 'rhel', undefined, 'Rocky Linux'],
  ['arch', 'arch', undefined, 'Arch Linux'],
  ['endeavour', 'arch', undefined, 'EndeavourOS'],
  ['tumbleweed', 'opensuse', undefined, 'openSUSE Tumbleweed'],
  ['alpine', 'alpine', '3.22.0', 'Alpine Linux v3.22'],
  ['nixos', 'other', undefined, 'NixOS 25.05'],
  ['macos', 'macos', undefined, 'macOS'],
  ['windows', 'windows', undefined, 'Windows'],
] as const)('%s is recognised', (name, distribution, version, title) => {
  expect(system(name)).toMatchObject({ distribution, version, name: title });
});

test('an os-release that is empty or strange is another system', () => {
  expect(recognise('linux', '')).toEqual({ distribution: 'other', version: undefined, name: 'linux' });
  expect(recognise('freebsd', 'no = such file').distribution).toBe('other');
});

describe('the command that mends', () => {
  const script = 'curl -fsSL https://get.docker.com | sudo sh';
  const download = (arch: string) =>
    `curl -fLO https://storage.googleapis.com/minikube/releases/latest/minikube-linux-${arch} && ` +
    `sudo install -m 0755 minikube-linux-${arch} /usr/local/bin/minikube`;

  test.each([
    ['debian12', 'sudo apt-get install git', script, download('amd64')],
    ['ubuntu', 'sudo apt-get install git', script, download('amd64')],
    ['fedora', 'sudo dnf install git', script, download('amd64')],
    ['rocky', 'sudo dnf install git', script, download('amd64')],
    [
      'arch',
      'sudo pacman -S git',
      'sudo pacman -S docker docker-compose docker-buildx',
      'sudo pacman -S minikube',
    ],
    [
      'tumbleweed',
      'sudo zypper install git',
      'sudo zypper install docker docker-compose docker-buildx',
      download('amd64'),
    ],
    [
      'alpine',
      'doas apk add git',
      'doas apk add docker docker-cli-compose docker-cli-buildx',
      download('amd64').replace('sudo', 'doas'),
    ],
    ['macos', 'brew install git', 'brew install --cask docker-desktop', 'brew install minikube'],
    [
      'windows',
      'winget install -e --id Git.Git',
      'winget install -e --id Docker.DockerDesktop',
      'winget install -e --id Kubernetes.minikube',
    ],
    ['nixos', undefined, undefined, download('amd64')],
  ] as const)('%s: git, docker and minikube', (name, git, docker, minikube) => {
    const on = system(name);
    expect(mendProgram('git', on).command).toBe(git);
    expect(mendDocker(on).command).toBe(docker);
    expect(mendMinikube(on).command).toBe(minikube);
  });

  test('every one of the usual programs has a page to read where there is no command', () => {
    for (const name of ['bash', 'curl', 'docker', 'git', 'helm', 'jq', 'kubectl', 'minikube', 'openssl']) {
      expect(mendProgram(name, system('nixos', { arch: 'riscv64' })).link).toMatch(/^https:\/\//);
    }
    expect(mendKubectl(system('debian12', { arch: 'riscv64' })).command).toBeUndefined();
  });

  test('is for this processor', () => {
    expect(mendMinikube(system('debian12', { arch: 'arm64' })).command).toBe(download('arm64'));
    expect(mendKubectl(system('debian12', { arch: 'arm64' })).command).toContain('/bin/linux/arm64/kubectl');
  });

  test('of a kubectl that is too far from its server is the server’s own version, not the newest', () => {
    const url = 'https://dl.k8s.io/release/v1.30.4/bin';
    expect(mendSkew('v1.30.4+k3s1', system('arch')).command).toContain(`${url}/linux/amd64/kubectl`);
    expect(mendSkew('v1.30.4', system('macos', { arch: 'arm64' })).command).toContain(
      `${url}/darwin/arm64/kubectl`,
    );
    expect(mendSkew('strange', system('arch')).command).toBeUndefined();
  });

  test('asks for no other rights where this is root already', () => {
    expect(mendProgram('curl', system('debian12', { root: true })).command).toBe('apt-get install curl');
    expect(mendDocker(system('fedora', { root: true })).command).toBe(
      'curl -fsSL https://get.docker.com | sh',
    );
  });

  test.each([
    ['ubuntu', {}, 'sudo apt-get install docker-compose-v2', 'sudo apt-get install docker-buildx'],
    [
      'ubuntu',
      { dockerRepository: true },
      'sudo apt-get install docker-compose-plugin',
      'sudo apt-get install docker-buildx-plugin',
    ],
    ['debian13', {}, 'sudo apt-get install docker-compose', 'sudo apt-get install docker-buildx'],
    ['alpine', {}, 'doas apk add docker-cli-compose', 'doas apk add docker-cli-buildx'],
    ['arch', {}, 'sudo pacman -S docker-compose', 'sudo pacman -S docker-buildx'],
  ] as const)('%s %o: the plugins', (name, more, compose, buildx) => {
    expect(mendPlugin('compose', system(name, more)).command).toBe(compose);
    expect(mendPlugin('buildx', system(name, more)).command).toBe(buildx);
  });

  test('Debian 12 has no package of compose 2: it is downloaded', () => {
    expect(mendPlugin('compose', system('debian12')).command).toContain(
      '/docker-compose-linux-x86_64 -o ~/.docker/',
    );
    expect(mendPlugin('buildx', system('debian12'))).toEqual({
      command: undefined,
      link: 'https://github.com/docker/buildx#installing',
    });
  });

  test.each([
    [
      'debian12',
      {},
      'sudo systemctl enable --now docker',
      'sudo usermod -aG docker "$USER" && newgrp docker',
    ],
    [
      'ubuntu',
      { wsl: true, systemd: false },
      'sudo service docker start',
      'sudo usermod -aG docker "$USER" && newgrp docker',
    ],
    [
      'alpine',
      { systemd: false },
      'doas rc-service docker start',
      'doas addgroup "$USER" docker && newgrp docker',
    ],
    ['macos', {}, 'open -a Docker', undefined],
    ['windows', {}, 'docker desktop start', undefined],
  ] as const)('%s %o: starts the engine, and lets this user at it', (name, more, start, allow) => {
    expect(startDocker(system(name, more)).command).toBe(start);
    expect(allowDocker(system(name, more)).command).toBe(allow);
  });

  test('Windows gets its bash by WSL', () => {
    expect(mendProgram('bash', system('windows')).command).toBe('wsl --install');
  });
});
