import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startPractice } from '../../cluster/support/practice-cluster.ts';
import type { TestCluster } from '../../cluster/support/real-cluster.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startPractice();
  // A third of a core, and a heap of some size.
  const work = 'setInterval(() => { const end = Date.now() + 100; while (Date.now() < end); }, 1500)';
  await cluster.kubectl('run', 'busy', '--image=node:24-alpine', '--', 'node', '-e', work);
  await cluster.kubectl('run', 'idle', '--image=nginx');
  await cluster.kubectl('wait', '--for=condition=Ready', 'pod/busy', 'pod/idle', '--timeout=60s');
});
afterAll(() => cluster.dispose());

const kubectl = (...args: string[]) => cluster.kubectl(...args);

describe('what is used', () => {
  test('by pods, measured', async () => {
    await vi.waitFor(
      async () => {
        const rows = (await kubectl('top', 'pods', '--no-headers')).trim().split('\n');
        const usage = new Map(rows.map((row) => [row.split(/\s+/)[0], row.split(/\s+/).slice(1)]));
        expect([...usage.keys()].sort()).toEqual(['busy', 'idle']);
        const [cpu = '', memory = ''] = usage.get('busy') ?? [];
        expect(cpu).toMatch(/^\d+m$/);
        expect(Number.parseInt(cpu, 10)).toBeGreaterThan(20);
        expect(memory).toMatch(/^\d+Mi$/);
        expect(Number.parseInt(memory, 10)).toBeGreaterThan(1);
      },
      { timeout: 20_000, interval: 500 },
    );
  });

  test('by nodes', async () => {
    expect(await kubectl('top', 'nodes')).toMatch(
      /^NAME +CPU\(cores\) +CPU.* +MEMORY\(bytes\) +MEMORY.*\nminikube +\d+m +\d+% +\d+Mi +\d+% *\n$/,
    );
  });

  test('as the API has it', async () => {
    // `--raw` takes the place of all of the address but the host: what the server's path begins with is part of it.
    const server = await kubectl(
      'config',
      'view',
      '--minify',
      '-o',
      'jsonpath={.clusters[0].cluster.server}',
    );
    const path = `${new URL(server).pathname}/apis/metrics.k8s.io/v1beta1/namespaces/${cluster.namespace}/pods`;
    const list = JSON.parse(await kubectl('get', '--raw', `${path}?labelSelector=run%3Dbusy`));
    expect(list).toMatchObject({ kind: 'PodMetricsList', apiVersion: 'metrics.k8s.io/v1beta1' });
    expect(list.items).toHaveLength(1);
    expect(list.items[0]).toMatchObject({
      metadata: { name: 'busy', labels: { run: 'busy' } },
      containers: [
        {
          name: 'busy',
          usage: { cpu: expect.stringMatching(/^\d+n$/), memory: expect.stringMatching(/^\d+Ki$/) },
        },
      ],
    });
    await expect(kubectl('get', '--raw', `${path}/none`)).rejects.toThrow(
      /podmetrics.metrics.k8s.io "\S+\/none" not found/,
    );
  });
});
