import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { test as base, describe, expect, vi } from 'vitest';
import { mendMirror } from '../../src/cluster/doctor/mend/mirror.ts';
import { thisSystem } from '../../src/cluster/doctor/system.ts';
import { createMachine, type Machine } from '../support/machine.ts';
import { pilotage, run } from '../support/program.ts';

// Each starts the program several times, on machines that others load.
vi.setConfig({ testTimeout: 90_000 });

interface Found {
  id: string;
  severity: string;
  params: Record<string, unknown>;
  command: string | null;
}

/** What the DockerCoins workshop pulls. */
const needed = ['library/busybox:1.35', 'library/node:24-alpine', 'library/redis:7', 'library/registry:2'];

const test = base.extend<{ machine: Machine; mirrorWith: (names: readonly string[]) => Promise<string> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs off this pattern
  machine: async ({}, use) => {
    const machine = createMachine();
    machine.has('kubectl', { '*': { stdout: '{"clientVersion": {"gitVersion": "v1.33.2"}}' } });
    machine.has('minikube', { '*': { stdout: 'minikube version: v1.36.0\ncommit: 0\n' } });
    machine.has('curl', { '*': { stdout: 'curl 8.5.0 (x86_64-pc-linux-gnu) libcurl/8.5.0\n' } });
    await use(machine);
    machine.remove();
  },
  // biome-ignore lint/correctness/noEmptyPattern: the same
  mirrorWith: async ({}, use) => {
    const servers: http.Server[] = [];
    await use(async (names) => {
      const server = http.createServer(({ url = '' }, response) => {
        const [, repository, tag] = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(url) ?? [];
        response.writeHead(names.includes(`${repository}:${tag}`) ? 200 : 404).end();
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  },
});

/** An engine with no images, and the registries that it asks first. */
function engine(machine: Machine, mirrors: readonly string[] = [], more: Record<string, object> = {}): void {
  const info = { NCPU: 4, MemTotal: 8e9, RegistryConfig: { Mirrors: mirrors } };
  machine.has('docker', {
    '--version': { stdout: 'Docker version 28.2.2, build e6534b4\n' },
    'compose version': { stdout: 'Docker Compose version v2.36.2\n' },
    'buildx version': { stdout: 'github.com/docker/buildx v0.24.0 d0e5e86\n' },
    'version --format {{json .}}': { stdout: '{"Client":{},"Server":{"Version":"28.2.2"}}\n' },
    'info --format {{json .}}': { stdout: `${JSON.stringify(info)}\n` },
    'context inspect --format {{.Endpoints.docker.Host}}': { stdout: 'unix:///var/run/docker.sock\n' },
    ...more,
  });
}

/** Nothing but loopback answers: the images are to be had from a mirror or not at all. */
const offline = { https_proxy: 'http://127.0.0.1:9', no_proxy: '127.0.0.1,192.168.0.0/16,10.96.0.0/12' };

async function doctor(machine: Machine, args: string[], env: Record<string, string> = {}) {
  const { exit, stdout, stderr } = await pilotage(['doctor', '--json', ...args], {
    env: { ...machine.env, ...offline, ...env },
  });
  expect(stderr).toBe('');
  const { problems, probes } = JSON.parse(stdout) as {
    problems: Found[];
    probes: { id: string; found: string[] }[];
  };
  const about = problems.filter(({ id }) => /mirror|image|registry/.test(id));
  return { exit, about, mirror: probes.find(({ id }) => id === 'mirror')?.found };
}

const kubeconfig = (name: string) => `apiVersion: v1
kind: Config
clusters: [{ name: ${name}, cluster: { server: "http://127.0.0.1:9" } }]
contexts: [{ name: ${name}, context: { cluster: ${name}, user: me } }]
users: [{ name: me, user: {} }]
`;

describe('a mirror of the room', () => {
  test('that only has to be used: minikube’s node is told when it is made', async ({
    machine,
    mirrorWith,
  }) => {
    engine(machine);
    const mirror = await mirrorWith(needed);
    const on = ['--cluster', 'minikube'];
    const { exit, about, mirror: found } = await doctor(machine, [...on, '--mirror', mirror]);
    expect(found).toEqual([`${mirror} 4/4`]);
    // Docker Hub cannot be reached here, so that it goes with the mirror alone.
    expect({ exit, about }).toMatchObject({
      exit: 3,
      about: [
        {
          id: 'mirror-unused',
          severity: 'missing',
          params: { mirror, who: 'minikube (pilotage)' },
          command: `minikube start -p pilotage --registry-mirror=${mirror}`,
        },
      ],
    });
    // A run hands on what is configured.
    expect(await doctor(machine, on, { PILOTAGE_MIRROR: `${mirror}/` })).toMatchObject({
      exit: 0,
      about: [],
    });
  });

  test('that minikube’s node was made without, or with', async ({ machine, mirrorWith }) => {
    engine(machine);
    const mirror = await mirrorWith(needed);
    const args = ['--cluster', 'minikube', '--mirror', mirror];
    const config = '.minikube/profiles/pilotage/config.json';
    machine.writes(config, '{"Name":"pilotage","RegistryMirror":[]}');
    const without = await doctor(machine, args);
    expect(without.about).toMatchObject([
      {
        id: 'mirror-too-late',
        command: expect.stringMatching(/^minikube delete -p pilotage && minikube start/),
      },
    ]);
    machine.writes(config, `{"Name":"pilotage","RegistryMirror":["${mirror}/"]}`);
    expect(await doctor(machine, args)).toMatchObject({ exit: 0, about: [] });
  });

  test('that has not all, and one that does not answer', async ({ machine, mirrorWith }) => {
    engine(machine);
    const mirror = await mirrorWith(needed.slice(1));
    const some = await doctor(machine, ['--cluster', 'minikube'], { PILOTAGE_MIRROR: mirror });
    expect(some.mirror).toEqual([`${mirror} 3/4`]);
    expect(some.about).toMatchObject([
      { id: 'mirror-lacks', severity: 'warning', params: { images: ['busybox:1.35'] } },
      { id: 'registry-unreachable', params: { images: ['busybox:1.35'] } },
    ]);
    const none = await doctor(machine, ['--cluster', 'minikube', '--mirror', 'http://127.0.0.1:9']);
    expect(none.about).toMatchObject([
      { id: 'mirror-unreachable', severity: 'warning' },
      { id: 'registry-unreachable', severity: 'missing' },
    ]);
  });

  test('for kind: its nodes and the engine, each until it asks there', async ({ machine, mirrorWith }) => {
    const mirror = await mirrorWith(needed);
    const KUBECONFIG = machine.writes('kubeconfig', kubeconfig('kind-lab'));
    const args = ['--cluster', 'context:kind-lab', '--mirror', mirror];
    engine(machine);
    const { about } = await doctor(machine, args, { KUBECONFIG });
    expect(about).toMatchObject([
      { id: 'mirror-unused', params: { who: 'kind (lab)' }, command: expect.stringContaining('hosts.toml') },
      {
        id: 'mirror-unused',
        params: { who: 'Docker' },
        command: expect.stringContaining(`{"registry-mirrors":["${mirror}"]}`),
      },
    ]);
    engine(machine, [`${mirror}/`], {
      'exec lab-control-plane cat /etc/containerd/certs.d/docker.io/hosts.toml': {
        stdout: `[host."${mirror}"]\n`,
      },
    });
    expect((await doctor(machine, args, { KUBECONFIG })).about).toEqual([]);
  });

  test('is for nobody on the practice cluster', async ({ machine }) => {
    const { exit, mirror } = await doctor(machine, [], { PILOTAGE_MIRROR: 'http://127.0.0.1:9' });
    expect({ exit, mirror }).toEqual({ exit: 0, mirror: undefined });
  });
});

test('a run hands a mirror that is configured to the node that it starts', async ({ machine }) => {
  machine.writes('bin/minikube', '#!/bin/sh\necho "mirror: <$MINIKUBE_REGISTRY_MIRROR>"\n', 0o755);
  const lesson = machine.writes(
    'node/lesson.yaml',
    'id: node\nversion: 1.0.0\nminutes: 1\nsteps: [{ id: begin, look: true, run: minikube start, output: mirror }]\n',
  );
  machine.writes('node/en.md', '# A node\n\nOne step.\n\n<!-- step: begin -->\n## Begin\n\nWe begin.\n');
  const PATH = `${machine.env.PATH}:${process.env.PATH}`;
  const { stdout } = await pilotage(['start', dirname(lesson), '--plain', '--cluster', 'minikube'], {
    env: { ...machine.env, PATH, PILOTAGE_MIRROR: 'http://192.168.1.10:5055' },
    input: '\n\n\n',
  });
  expect(stdout).toContain('mirror: <http://192.168.1.10:5055>');
});

test('the command for kind writes what containerd reads', async ({ machine }) => {
  const mirror = 'http://192.168.1.10:5055';
  machine.has('kind', { 'get nodes --name lab': { stdout: 'lab-control-plane\n' } });
  // Stands in for the node: what it is to run, run here below another folder.
  machine.writes(
    'bin/docker',
    `#!/bin/bash\nset -e\n[ "$1 $2 $3" = "exec -i lab-control-plane" ]\nshift 5\nexec sh -c "\${1//\\/etc\\//$HOME/etc/}"\n`,
    0o755,
  );
  const system = thisSystem({});
  const { command = '' } = mendMirror(mirror, { kind: 'kind', cluster: 'lab', asksIt: false }, system);
  const PATH = `${machine.env.PATH}:${process.env.PATH}`;
  const { exit, stderr } = await run('bash', ['-c', command], { env: { HOME: machine.home, PATH } });
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  const { stdout } = await run('cat', [`${machine.home}/etc/containerd/certs.d/docker.io/hosts.toml`]);
  expect(stdout).toBe(`[host."${mirror}"]\n  capabilities = ["pull", "resolve"]\n`);
});
