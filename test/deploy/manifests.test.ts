import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../src/hub/protocol/protocol.ts';
import { kustomize } from '../../src/practice/tools/kubectl/kustomize/build.ts';
import { startPractice } from '../cluster/support/practice-cluster.ts';
import type { TestCluster } from '../cluster/support/real-cluster.ts';
import { freePort } from '../support/free-port.ts';
import { startPostgres, whyNoPostgres } from '../support/postgres.ts';
import { bin, root } from '../support/program.ts';

const example = join(root, 'deploy', 'overlays', 'example');

interface Container {
  args: string[];
  envFrom: { configMapRef: { name: string } }[];
  env: { name: string; valueFrom?: { secretKeyRef: { key: string } }; value?: string }[];
  livenessProbe: { httpGet: { path: string } };
  readinessProbe: { httpGet: { path: string } };
}

interface Manifest {
  kind: string;
  metadata: { name: string };
  data?: Record<string, string>;
  spec?: { template: { spec: { containers: Container[] } } };
}

describe('what runs a room on Kubernetes', { timeout: 120_000 }, () => {
  let cluster: TestCluster;
  let manifests: Manifest[];
  beforeAll(async () => {
    cluster = await startPractice();
    manifests = loadAll(await cluster.kubectl('kustomize', example)) as Manifest[];
  });
  afterAll(() => cluster.dispose());
  const of = (kind: string) => manifests.find((manifest) => manifest.kind === kind) as Manifest;
  const container = () => of('Deployment').spec?.template.spec.containers[0] as Container;

  it('is taken by an API server that looks at every field', async () => {
    await cluster.kubectl('create', 'namespace', 'class');
    const said = await cluster.kubectl('apply', '-k', example, '--dry-run=server', '--validate=strict');
    expect(said.trim().split('\n').sort()).toEqual([
      expect.stringMatching(/^configmap\/room-\w+ created \(server dry run\)$/),
      'deployment.apps/room created (server dry run)',
      'ingress.networking.k8s.io/room created (server dry run)',
      'poddisruptionbudget.policy/room created (server dry run)',
      expect.stringMatching(/^secret\/room-\w+ created \(server dry run\)$/),
      'service/room created (server dry run)',
    ]);
  });

  it('has a budget that is about its pods, and comes out of our own kubectl as out of the real one', async () => {
    expect(of('PodDisruptionBudget').spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { 'app.kubernetes.io/name': 'pilotage-room' } },
    });
    expect(await kustomize(example, () => {})).toEqual(manifests);
  });

  it('asks for what the server answers', () => {
    expect(container().livenessProbe.httpGet.path).toBe(paths.live);
    expect(container().readinessProbe.httpGet.path).toBe(paths.ready);
  });

  const missing = whyNoPostgres();
  it.skipIf(missing)(`starts the server as the container does${missing ? ` (${missing})` : ''}`, async () => {
    await using postgres = await startPostgres();
    const port = String(await freePort());
    const secrets = { DATABASE_URL: await postgres.database(), PILOTAGE_ROOM_SECRET: 'x'.repeat(44) };
    expect(container().env.filter(({ valueFrom }) => valueFrom)).toHaveLength(Object.keys(secrets).length);
    const options = container().env.find(({ name }) => name === 'NODE_OPTIONS')?.value ?? '';
    const variables: Record<string, string> = {
      ...of('ConfigMap').data,
      ...secrets,
      NODE_OPTIONS: options,
      PUBLIC_URL: 'https://school.example/monday/',
    };
    const args = container().args.map((arg) =>
      arg.replace(/\$\((\w+)\)/g, (_, name: string) => variables[name] ?? '').replace('8080', port),
    );
    const server = spawn(process.execPath, [bin, ...args], {
      env: { PATH: process.env.PATH, HOME: '/nowhere', ...variables },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const gone = once(server, 'exit');
    const invitation = text(server.stdout);
    try {
      for (const path of [paths.live, paths.ready]) {
        await expect
          .poll(() => fetch(`http://127.0.0.1:${port}${path}`).then(({ status }) => status, String), {
            timeout: 60_000,
          })
          .toBe(200);
      }
      server.kill('SIGTERM');
      // What Kubernetes gives it before the kill.
      expect(await gone).toEqual([0, null]);
      expect(await invitation).toMatch(
        /^Learners +pilotage join https:\/\/school\.example\/monday\/j\/[\w-]{7}$/m,
      );
    } finally {
      server.kill('SIGKILL');
    }
  });
});
