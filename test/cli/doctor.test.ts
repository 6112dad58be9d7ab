import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';
import { chineseFaults } from '../support/chinese.ts';
import { createMachine, type Machine } from '../support/machine.ts';
import { pilotage, root } from '../support/program.ts';

interface Found {
  id: string;
  severity: string;
  params: Record<string, unknown>;
  what: string;
  next: string;
  evidence: string;
  command: string | null;
  link: string | null;
}

interface Report {
  ready: boolean;
  probes: { id: string; found: string[] }[];
  problems: Found[];
}

const test = base.extend<{ machine: Machine; listen: (server: net.Server) => Promise<number> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs off this pattern
  machine: async ({}, use) => {
    const machine = createMachine();
    await use(machine);
    machine.remove();
  },
  // biome-ignore lint/correctness/noEmptyPattern: the same
  listen: async ({}, use) => {
    const servers: net.Server[] = [];
    await use(async (server) => {
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return (server.address() as AddressInfo).port;
    });
    for (const server of servers) {
      if (server instanceof http.Server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  },
});

async function doctor(machine: Machine, args: string[], env: Record<string, string | undefined> = {}) {
  const { exit, stdout, stderr } = await pilotage(['doctor', '--json', ...args], {
    env: { ...machine.env, ...env },
  });
  expect(stderr).toBe('');
  const report = JSON.parse(stdout) as Report;
  const find = (id: string) => report.problems.find((problem) => problem.id === id);
  const ids = report.problems.map(({ id }) => id);
  return { exit, report, find, ids };
}

/** Where nobody listens: what would go to the internet ends here at once. */
const offline = { https_proxy: 'http://127.0.0.1:9', no_proxy: '127.0.0.1,192.168.0.0/16,10.96.0.0/12' };

const programs = {
  kubectl: { '*': { stdout: '{"clientVersion": {"gitVersion": "v1.33.2"}}' } },
  minikube: { '*': { stdout: 'minikube version: v1.36.0\ncommit: 0\n' } },
  curl: { '*': { stdout: 'curl 8.5.0 (x86_64-pc-linux-gnu) libcurl/8.5.0\n' } },
};

const docker = {
  '--version': { stdout: 'Docker version 28.2.2, build e6534b4\n' },
  'compose version': { stdout: 'Docker Compose version v2.36.2\n' },
  'buildx version': { stdout: 'github.com/docker/buildx v0.24.0 d0e5e86\n' },
  'version --format {{json .}}': { stdout: '{"Client":{},"Server":{"Version":"28.2.2"}}\n' },
  'info --format {{json .}}': { stdout: '{"NCPU":4,"MemTotal":8000000000}\n' },
  'image ls --format {{.Repository}}:{{.Tag}}': {
    stdout: 'busybox:1.35\nnode:24-alpine\nredis:7\nregistry:2\n',
  },
  'context inspect --format {{.Endpoints.docker.Host}}': { stdout: 'unix:///var/run/docker.sock\n' },
};

function equip(machine: Machine, more: Record<string, Record<string, object>> = {}): void {
  for (const [name, answers] of Object.entries({ ...programs, docker, ...more })) machine.has(name, answers);
}

describe('for the practice cluster', () => {
  test('a machine with nothing but Node.js and bash is ready', async ({ machine }) => {
    const { exit, report, ids } = await doctor(machine, []);
    expect({ exit, ready: report.ready }).toEqual({ exit: 0, ready: true });
    expect(ids.filter((id) => id !== 'node-ports-taken')).toEqual([]);
    expect(report.probes.find(({ id }) => id === 'programs')?.found).toEqual([
      expect.stringMatching(/^bash \d/),
    ]);
  });

  test('it says so in words, in English, French and Chinese', async ({ machine }) => {
    const english = await pilotage(['doctor'], { env: machine.env });
    expect(english.stdout).toMatch(
      /^dockercoins on practice, .+\nThe practice cluster needs Node\.js and bash only/,
    );
    expect(english.stdout).toMatch(/\nNothing is missing\.\n$/);
    const french = await pilotage(['doctor', '--lang', 'fr'], { env: machine.env });
    expect(french.stdout).toMatch(
      /^dockercoins sur practice, .+\nLe cluster d’entraînement n’a besoin que de Node\.js/,
    );
    expect(french.stdout).toMatch(/\nIl ne manque rien\.\n$/);
    const chinese = await pilotage(['doctor'], { env: { ...machine.env, LANG: 'zh_CN.UTF-8' } });
    expect(chinese.stdout).toMatch(/^dockercoins，集群 practice，.+\n练习集群只需要 Node\.js 和 bash/);
    expect(chinese.stdout).toMatch(/\n什么都不缺。\n$/);
  });

  test('nothing is sent anywhere, to no engine, registry or cluster', async ({ machine, listen }) => {
    let connections = 0;
    const port = await listen(net.createServer(() => connections++));
    const config = readFileSync(join(root, 'fixtures/kubeconfigs/production.yaml'), 'utf8');
    machine.writes('.kube/config', config.replace('192.0.2.10:6443', `127.0.0.1:${port}`));
    machine.writes('bin/docker', '#!/bin/sh\n: > "$HOME/asked"\n', 0o755);
    const { exit } = await doctor(machine, [], {
      DOCKER_HOST: `tcp://127.0.0.1:${port}`,
      https_proxy: `http://127.0.0.1:${port}`,
      no_proxy: '127.0.0.1',
    });
    expect({ exit, connections }).toEqual({ exit: 0, connections: 0 });
    expect(existsSync(join(machine.home, 'asked'))).toBe(false);
  });

  test('a bash that is too old is missing, and the command that installs another is named', async ({
    machine,
  }) => {
    machine.has('bash', { '*': { stdout: 'GNU bash, version 2.05b.0(1)-release (i386)\n' } });
    const { exit, find } = await doctor(machine, []);
    expect(exit).toBe(3);
    expect(find('program-too-old')).toMatchObject({
      severity: 'missing',
      params: { program: 'bash', version: '2.05', wanted: '>=3.2' },
      evidence: 'GNU bash, version 2.05b.0(1)-release (i386)',
      link: expect.stringContaining('https://'),
    });
  });

  test("a kubectl of the machine's own must be recent enough, since it is the one that is used", async ({
    machine,
  }) => {
    machine.has('kubectl', {
      '*': { stdout: '{\n  "clientVersion": {\n    "gitVersion": "v1.18.3"\n  }\n}\n' },
    });
    const { exit, find } = await doctor(machine, []);
    expect(exit).toBe(3);
    expect(find('program-too-old')).toMatchObject({
      params: { program: 'kubectl', version: '1.18.3', wanted: '>=1.20' },
      evidence: 'kubectl 1.18.3',
    });
  });

  test('a program that hangs is told, and holds up nobody for long', async ({ machine }) => {
    machine.writes('bin/kubectl', '#!/bin/sh\nexec /bin/sleep 300\n', 0o755);
    const { exit, find } = await doctor(machine, []);
    expect(exit).toBe(0);
    expect(find('program-silent')).toMatchObject({
      severity: 'warning',
      params: { program: 'kubectl', seconds: 8 },
    });
  });

  test('a proxy that would be asked for 127.0.0.1 is told, without its password', async ({ machine }) => {
    const { exit, report, find } = await doctor(machine, [], {
      http_proxy: 'http://me:secret@proxy.example:3128',
    });
    expect(exit).toBe(0);
    expect(find('proxy-without-exception')).toMatchObject({
      severity: 'warning',
      params: { proxy: 'http://…@proxy.example:3128', missing: ['127.0.0.1'] },
      command: 'export no_proxy=127.0.0.1 NO_PROXY=127.0.0.1',
    });
    expect(JSON.stringify(report)).not.toContain('secret');
  });

  test('a locale without UTF-8 is told', async ({ machine }) => {
    const { exit, find } = await doctor(machine, [], { LANG: 'POSIX' });
    expect(exit).toBe(0);
    expect(find('locale-not-utf8')).toMatchObject({ severity: 'warning', params: { locale: 'POSIX' } });
  });
});

describe('for minikube', () => {
  test('a machine that has all is ready', async ({ machine }) => {
    equip(machine);
    const { exit, report, ids } = await doctor(machine, ['--cluster', 'minikube'], offline);
    expect({ exit, ids: ids.filter((id) => !/^(disk|memory)/.test(id)) }).toEqual({ exit: 0, ids: [] });
    const found = Object.fromEntries(report.probes.map((probe) => [probe.id, probe.found]));
    expect(found.programs).toEqual(
      expect.arrayContaining(['kubectl 1.33.2', 'minikube 1.36.0', 'docker 28.2.2', 'docker compose 2.36.2']),
    );
    expect(found.images).toEqual(['busybox:1.35', 'node:24-alpine', 'redis:7', 'registry:2']);
    expect(found.resources).toEqual(expect.arrayContaining(['4 CPU', '7.4 GiB RAM']));
  });

  test('a machine that has nothing misses each program, each with its way to be had', async ({ machine }) => {
    const { exit, report } = await doctor(machine, ['--cluster', 'minikube'], offline);
    expect(exit).toBe(3);
    const missing = report.problems.filter(({ id }) => id === 'program-missing');
    expect(missing.map(({ params }) => params.program).sort()).toEqual([
      'curl',
      'docker',
      'kubectl',
      'minikube',
    ]);
    for (const one of missing) {
      expect(one).toMatchObject({ severity: 'missing', link: expect.stringMatching(/^https:/) });
      expect(one.evidence).toBe(`${one.params.program}: command not found`);
    }
  });

  test('the plugins that the lesson uses are missed: without compose it cannot go, without buildx it can', async ({
    machine,
  }) => {
    const none = { stderr: "docker: 'compose' is not a docker command.\nSee 'docker --help'\n", exit: 1 };
    equip(machine, { docker: { ...docker, 'compose version': none, 'buildx version': none } });
    const { exit, report } = await doctor(machine, ['--cluster', 'minikube'], offline);
    expect(exit).toBe(3);
    const plugins = report.problems.filter(({ id }) => id === 'plugin-missing');
    expect(plugins.map(({ severity, params }) => [params.plugin, severity])).toEqual([
      ['compose', 'missing'],
      ['buildx', 'warning'],
    ]);
  });

  test('an engine that is too small is told in the numbers that it has', async ({ machine }) => {
    equip(machine, {
      docker: { ...docker, 'info --format {{json .}}': { stdout: '{"NCPU":1,"MemTotal":1073741824}' } },
    });
    const { exit, find } = await doctor(machine, ['--cluster', 'minikube'], offline);
    expect(exit).toBe(3);
    expect(find('cpus-few')?.params).toEqual({ cpus: 1, wanted: 2 });
    expect(find('memory-small')?.params).toEqual({ megabytes: 1024, wanted: 1800 });
  });

  test('behind a proxy its networks must be exceptions', async ({ machine }) => {
    equip(machine);
    const { find } = await doctor(machine, ['--cluster', 'minikube'], {
      https_proxy: 'http://127.0.0.1:9',
      no_proxy: '127.0.0.1,192.168.0.0/16',
    });
    expect(find('proxy-without-exception')).toMatchObject({
      params: { missing: ['10.96.0.0/12'] },
      command: expect.stringContaining('no_proxy=127.0.0.1,192.168.0.0/16,10.96.0.0/12'),
    });
  });
});

describe('the Docker engine', () => {
  const context = ['--cluster', 'context:local'];
  const socket = 'unix:///var/run/docker.sock';
  const cases: [string, { stdout?: string; stderr: string }, Record<string, string>, string, object][] = [
    [
      'that does not run',
      { stderr: `Cannot connect to the Docker daemon at ${socket}. Is the docker daemon running?` },
      {},
      'docker-stopped',
      { params: { endpoint: socket } },
    ],
    [
      'whose socket is not there, as newer clients say it',
      {
        stdout: '{"Client":{"Version":"29.0.1"},"Server":null}\n',
        stderr: `failed to connect to the docker API at ${socket}; check if the path is correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory`,
      },
      {},
      'docker-stopped',
      { evidence: expect.stringContaining('failed to connect to the docker API') },
    ],
    [
      'that is not allowed',
      {
        stderr: `permission denied while trying to connect to the Docker daemon socket at ${socket}: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.50/version": dial unix /var/run/docker.sock: connect: permission denied`,
      },
      {},
      'docker-not-allowed',
      process.platform === 'linux'
        ? { command: expect.stringMatching(/(usermod -aG docker|addgroup) "\$USER"/) }
        : {},
    ],
    [
      'that DOCKER_HOST names and that is not there',
      { stderr: 'Cannot connect to the Docker daemon at tcp://127.0.0.1:1. Is the docker daemon running?' },
      { DOCKER_HOST: 'tcp://127.0.0.1:1' },
      'docker-host-dead',
      { params: { host: 'tcp://127.0.0.1:1' }, command: 'unset DOCKER_HOST' },
    ],
    [
      'of a context that is not there',
      {
        stderr:
          'Current context "colima" is not found on the file system, please check your config file at /root/.docker/config.json',
      },
      {},
      'docker-context-missing',
      { params: { context: 'colima' }, command: 'docker context use default' },
    ],
  ];
  for (const [name, says, env, id, expected] of cases) {
    test(`${name} is told as such`, async ({ machine }) => {
      const failing = { ...says, exit: 1 };
      equip(machine, {
        docker: {
          ...docker,
          'version --format {{json .}}': failing,
          'info --format {{json .}}': failing,
          'image ls --format {{.Repository}}:{{.Tag}}': failing,
        },
      });
      const { exit, find, ids } = await doctor(machine, context, { ...offline, ...env });
      expect(exit).toBe(3);
      expect(ids.filter((one) => one.startsWith('docker-'))).toEqual([id]);
      expect(find(id)).toMatchObject({
        severity: 'missing',
        evidence: expect.stringMatching(/\w/),
        ...expected,
      });
    });
  }

  test('on another machine is a warning: its 127.0.0.1 is not the learner’s', async ({ machine }) => {
    equip(machine);
    const { find } = await doctor(machine, context, { ...offline, DOCKER_HOST: 'ssh://me@build.example' });
    expect(find('docker-elsewhere')).toMatchObject({ severity: 'warning', command: 'unset DOCKER_HOST' });
  });

  test('that is Podman is a warning', async ({ machine }) => {
    equip(machine, { docker: { ...docker, '--version': { stdout: 'podman version 4.9.3\n' } } });
    const { find } = await doctor(machine, context, offline);
    expect(find('docker-is-podman')).toMatchObject({ severity: 'warning', params: { version: '4.9.3' } });
  });

  test('of Docker Desktop that does not serve this Linux of Windows is told with where to turn it on', async ({
    machine,
  }) => {
    const stub = {
      stdout:
        "\nThe command 'docker' could not be found in this WSL 2 distro.\nWe recommend to activate the WSL integration in Docker Desktop settings.\n",
      exit: 1,
    };
    equip(machine, { docker: { '*': stub } });
    const { exit, find, ids } = await doctor(machine, context, offline);
    expect(exit).toBe(3);
    expect(find('docker-not-in-wsl')).toMatchObject({ link: expect.stringContaining('/wsl/') });
    expect(ids.filter((id) => /^(docker|plugin)-/.test(id))).toEqual(['docker-not-in-wsl']);
  });
});

describe('the kubeconfig', () => {
  const kubeconfig = (server: string, more = '') => `
current-context: local
clusters: [{ name: local, cluster: { server: "${server}"${more} } }]
contexts: [{ name: local, context: { cluster: local, user: me } }]
users: [{ name: me, user: {} }]
`;
  const local = ['--cluster', 'context:local'];

  test('that is not there misses the context', async ({ machine }) => {
    equip(machine);
    const { exit, find } = await doctor(machine, local, offline);
    expect(exit).toBe(3);
    expect(find('context-missing')).toMatchObject({
      params: { context: 'local', known: [] },
      evidence: join(machine.home, '.kube/config'),
    });
  });

  test('with another context only lists it', async ({ machine }) => {
    equip(machine);
    machine.writes('.kube/config', kubeconfig('http://127.0.0.1:9'));
    const { exit, find } = await doctor(machine, ['--cluster', 'context:nowhere'], offline);
    expect(exit).toBe(3);
    expect(find('context-missing')).toMatchObject({
      params: { context: 'nowhere', known: ['local'] },
      command: 'kubectl config get-contexts',
    });
  });

  test('that is no YAML is told with its path and what is wrong', async ({ machine }) => {
    equip(machine);
    const path = machine.writes('.kube/config', 'clusters: [\n  - name: {\n');
    const { exit, find, ids } = await doctor(machine, local, offline);
    expect(exit).toBe(3);
    expect(find('kubeconfig-broken')).toMatchObject({
      params: { path },
      evidence: expect.stringContaining(path),
    });
    expect(ids).not.toContain('context-missing');
  });

  test('of the learner is no more than a help where minikube’s is written anew', async ({ machine }) => {
    equip(machine);
    machine.writes('.kube/config', 'clusters: [\n  - name: {\n');
    const { exit, find } = await doctor(machine, ['--cluster', 'minikube'], offline);
    expect(exit).toBe(0);
    expect(find('kubeconfig-broken')).toMatchObject({ severity: 'warning' });
  });

  test('that others may read is told with the command that keeps them out', async ({ machine }) => {
    equip(machine);
    const path = machine.writes('.kube/config', kubeconfig('http://127.0.0.1:9'), 0o644);
    const { find } = await doctor(machine, local, offline);
    expect(find('kubeconfig-public')).toMatchObject({
      severity: 'warning',
      evidence: `${path}: 0644`,
      command: `chmod 600 ${path}`,
    });
  });

  test('of several files, one of them missing, and a current context that is in none', async ({
    machine,
  }) => {
    equip(machine);
    const one = machine.writes(
      'one',
      kubeconfig('http://127.0.0.1:9').replace('current-context: local', 'current-context: gone'),
    );
    const two = machine.writes('two', kubeconfig('http://127.0.0.1:8').replaceAll('local', 'other'));
    const gone = join(machine.home, 'three');
    const { find } = await doctor(machine, local, { ...offline, KUBECONFIG: `${one}:${two}:${gone}` });
    expect(find('kubeconfig-several')).toMatchObject({ severity: 'info', params: { paths: [one, two] } });
    expect(find('kubeconfig-listed-missing')).toMatchObject({ severity: 'info', params: { path: gone } });
    expect(find('current-context-missing')).toMatchObject({ severity: 'info', params: { context: 'gone' } });
  });

  test('with files of certificates that are not there names them', async ({ machine }) => {
    equip(machine);
    machine.writes(
      '.kube/config',
      kubeconfig('https://127.0.0.1:9', ', certificate-authority: certs/ca.crt'),
    );
    const { exit, find } = await doctor(machine, local, offline);
    expect(exit).toBe(3);
    expect(find('certificate-file-missing')?.params.path).toBe(join(machine.home, '.kube/certs/ca.crt'));
  });

  test('with a certificate that has expired says when', async ({ machine }) => {
    equip(machine);
    const path = machine.writes(
      'config',
      readFileSync(join(root, 'fixtures/kubeconfigs/expired.yaml'), 'utf8'),
    );
    const { exit, find } = await doctor(machine, ['--cluster', 'context:expired'], {
      ...offline,
      KUBECONFIG: path,
    });
    expect(exit).toBe(3);
    expect(find('certificate-expired')).toMatchObject({
      severity: 'missing',
      params: { context: 'expired', on: '2021-01-01' },
    });
  });

  test('whose cluster may be elsewhere: it is told, and nothing is sent there', async ({
    machine,
    listen,
  }) => {
    let connections = 0;
    const port = await listen(
      net.createServer((socket) => {
        connections++;
        socket.destroy();
      }),
    );
    equip(machine);
    machine.writes('.kube/config', kubeconfig(`http://127.0.0.1:${port}`).replaceAll('local', 'production'));
    const asked = await doctor(machine, ['--cluster', 'context:production'], offline);
    expect(asked.exit).toBe(0);
    expect(asked.find('context-not-local')).toMatchObject({ severity: 'warning' });
    expect(connections).toBe(0);
    // The same address under a harmless name is asked: the listener does notice.
    machine.writes('.kube/config', kubeconfig(`http://127.0.0.1:${port}`));
    const { exit, find } = await doctor(machine, local, offline);
    expect(connections).toBeGreaterThan(0);
    expect(exit).toBe(3);
    expect(find('cluster-unreachable')).toMatchObject({ severity: 'missing' });
  });

  test('whose cluster answers: its version is compared, its images need no pull', async ({
    machine,
    listen,
  }) => {
    const names = [
      'docker.io/library/busybox:1.35',
      'docker.io/library/redis:7',
      'node:24-alpine',
      'registry:2',
    ];
    const server = http.createServer(({ url }, response) => {
      const answer =
        url === '/version' ? { gitVersion: 'v1.30.4' } : { items: [{ status: { images: [{ names }] } }] };
      response.end(JSON.stringify(answer));
    });
    const port = await listen(server);
    equip(machine, { docker: { ...docker, 'image ls --format {{.Repository}}:{{.Tag}}': {} } });
    machine.writes('.kube/config', kubeconfig(`http://127.0.0.1:${port}`));
    const { exit, find, report } = await doctor(machine, local, offline);
    expect(exit).toBe(0);
    expect(find('version-skew')).toMatchObject({
      severity: 'warning',
      params: { client: 'v1.33.2', server: 'v1.30.4' },
    });
    expect(report.probes.find(({ id }) => id === 'images')?.found).toHaveLength(4);
  });
});

describe('the images', () => {
  const noImages = { 'image ls --format {{.Repository}}:{{.Tag}}': {} };

  test('that cannot be asked for are told in one problem, with the network as its cause', async ({
    machine,
  }) => {
    equip(machine, { docker: { ...docker, ...noImages } });
    const { exit, find } = await doctor(machine, ['--cluster', 'minikube'], offline);
    expect(exit).toBe(3);
    expect(find('registry-unreachable')).toMatchObject({
      params: { registry: 'docker.io', images: ['busybox:1.35', 'node:24-alpine', 'redis:7', 'registry:2'] },
      evidence: expect.stringContaining('127.0.0.1:9'),
    });
  });

  test('are asked for at the engine’s mirror, without a pull, and the limit that comes near is told', async ({
    machine,
    listen,
  }) => {
    const requests: string[] = [];
    const mirror = http.createServer(({ method, url }, response) => {
      requests.push(`${method} ${url}`);
      response.writeHead(200, { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '3;w=21600' }).end();
    });
    const port = await listen(mirror);
    const info = { NCPU: 4, MemTotal: 8e9, RegistryConfig: { Mirrors: [`http://127.0.0.1:${port}/`] } };
    equip(machine, {
      docker: { ...docker, ...noImages, 'info --format {{json .}}': { stdout: JSON.stringify(info) } },
    });
    const { exit, find, report } = await doctor(machine, ['--cluster', 'minikube'], offline);
    expect(exit).toBe(0);
    expect(requests.sort()).toEqual([
      'HEAD /v2/library/busybox/manifests/1.35',
      'HEAD /v2/library/node/manifests/24-alpine',
      'HEAD /v2/library/redis/manifests/7',
      'HEAD /v2/library/registry/manifests/2',
    ]);
    const found = report.probes.find(({ id }) => id === 'images')?.found;
    expect(found).toContain('docker.io 3/100 (6 h)');
    expect(find('registry-limit-near')).toMatchObject({
      severity: 'warning',
      params: { registry: 'docker.io', remaining: 3, limit: 100, hours: 6, images: 4 },
      command: 'docker login',
    });
  });
});

describe('the report', () => {
  test('says each problem with what was seen, what to do and the command, the worst first', async ({
    machine,
  }) => {
    equip(machine);
    const path = machine.writes('.kube/config', 'contexts: []\n', 0o644);
    const { exit, stdout } = await pilotage(['doctor', '--cluster', 'context:nowhere'], {
      env: { ...machine.env, ...offline, FORCE_COLOR: '0' },
    });
    expect(exit).toBe(3);
    const blocks = stdout.split('\n\n');
    expect(blocks.at(-1)).toBe('1 thing is missing; 1 warning.\n');
    const missing = blocks.findIndex((block) => block.startsWith('✗ missing'));
    expect(blocks[missing]).toBe(
      [
        '✗ missing: There is no context nowhere.',
        `  seen: ${path}`,
        '  Name one that there is, or use --cluster practice:',
        '    kubectl config get-contexts',
        '  more: https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/',
      ].join('\n'),
    );
    expect(blocks[missing + 1]).toContain(
      `! warning: Other users of this machine may read the kubeconfig ${path}`,
    );
  });

  test('has for every problem the same fields, whatever the language', async ({ machine }) => {
    const reports = [];
    for (const lang of ['en', 'fr', 'zh']) {
      const { report } = await doctor(machine, ['--cluster', 'minikube', '--lang', lang], offline);
      expect(Object.keys(report)).toEqual([
        ...['format', 'ready', 'lesson', 'cluster', 'language', 'system', 'probes', 'problems'],
      ]);
      for (const problem of report.problems) {
        expect(Object.keys(problem)).toEqual([
          ...['id', 'severity', 'probe', 'params', 'what', 'next', 'evidence', 'command', 'link'],
        ]);
      }
      reports.push(report.problems);
    }
    const [english = [], ...others] = reports;
    for (const other of others) {
      expect(other.map(({ id }) => id)).toEqual(english.map(({ id }) => id));
      for (const [index, { what, next }] of english.entries()) {
        expect(other[index]?.what).not.toBe(what);
        expect(other[index]?.next).not.toBe(next);
      }
    }
    const chinese = reports.at(-1) ?? [];
    expect(chinese.flatMap(({ what, next }) => chineseFaults(`${what}\n${next}`))).toEqual([]);
  });

  test.for([
    [['nope'], 'There is no workshop "nope"'],
    [['--cluster', 'mars'], 'There is no cluster "mars"'],
    [['--cluster', 'context:'], 'There is no cluster "context:"'],
    [['--lang', 'de'], '--lang must be one of'],
    [['fixtures/lessons/broken/unknown-key'], 'lesson.yaml'],
  ] as const)('%j: exit code 2', async ([args, message], { machine }) => {
    const { exit, stdout, stderr } = await pilotage(['doctor', ...args], { env: machine.env });
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
