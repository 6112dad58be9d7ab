import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pilotage } from '../../support/program.ts';
import { realCluster, type TestCluster, whyNoRealCluster } from '../support/real-cluster.ts';

const missing = whyNoRealCluster();

if (missing !== undefined) test.skip(`the doctor on a real cluster: ${missing}`, () => {});
else {
  describe('pilotage doctor, on a real cluster', () => {
    let cluster: TestCluster | undefined;
    beforeAll(async () => {
      cluster = await realCluster();
    }, 300_000);
    afterAll(() => cluster?.dispose());

    const doctor = async (context: string) => {
      const env = { KUBECONFIG: cluster?.kubeconfig, LANG: 'C.UTF-8' };
      const { stdout } = await pilotage(['doctor', '--json', '--cluster', `context:${context}`], { env });
      return JSON.parse(stdout) as {
        probes: { id: string; found: string[] }[];
        problems: { id: string; severity: string }[];
      };
    };

    test('its version is found, and its kubeconfig is in order', async () => {
      const context = (await cluster?.kubectl('config', 'current-context'))?.trim() ?? '';
      const { probes, problems } = await doctor(context);
      const found = Object.fromEntries(probes.map((probe) => [probe.id, probe.found]));
      expect(found.kubeconfig).toEqual([cluster?.kubeconfig]);
      expect(found.server).toEqual([expect.stringMatching(/ v1\.\d+\.\d+/)]);
      expect(
        problems.map(({ id }) => id).filter((id) => /^(kubeconfig|context|certificate|cluster)/.test(id)),
      ).toEqual([]);
    });

    test('its images need no pull where its nodes have them', async () => {
      const images = JSON.parse((await cluster?.kubectl('get', 'nodes', '-o', 'json')) ?? '{}') as {
        items: { status: { images?: { names?: string[] }[] } }[];
      };
      const names = images.items
        .flatMap(({ status }) => status.images ?? [])
        .flatMap((image) => image.names ?? []);
      const context = (await cluster?.kubectl('config', 'current-context'))?.trim() ?? '';
      const { probes } = await doctor(context);
      const found = probes.find(({ id }) => id === 'images')?.found ?? [];
      const had = ['busybox:1.35', 'node:24-alpine', 'redis:7', 'registry:2'].filter((name) =>
        names.some((full) => full === name || full === `docker.io/library/${name}`),
      );
      expect(found).toEqual(expect.arrayContaining(had));
    });
  });
}
