import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pilotage, root, temporaryHome } from '../../support/program.ts';
import { realCluster, type TestCluster, whyNoRealCluster } from '../support/real-cluster.ts';

const missing = whyNoRealCluster();

if (missing !== undefined) test.skip(`docker for a real cluster: ${missing}`, () => {});
else {
  describe('docker for a real cluster', () => {
    const home = temporaryHome();
    let cluster: TestCluster;
    let onIt: string[];
    beforeAll(async () => {
      cluster = await realCluster();
      const context = (await cluster.kubectl('config', 'current-context')).trim();
      onIt = ['--plain', '--cluster', `context:${context}`, '--yes-really', context];
    }, 300_000);
    afterAll(async () => {
      await cluster.dispose();
      await home.remove();
    });

    const start = async (env: Record<string, string>) => {
      const lesson = join(root, 'fixtures', 'clusters', 'switch');
      const all = { ...home.env, KUBECONFIG: cluster.kubeconfig, LANG: 'C.UTF-8', ...env };
      return (await pilotage(['start', lesson, ...onIt], { env: all })).stdout.replace(/\s+/g, ' ');
    };

    test('what was chosen is said', async () => {
      expect(await start({})).toMatch(/docker('s engine| talks to the engine on).*127\.0\.0\.1/);
    }, 60_000);

    test('a learner who knows better says where NodePorts answer', async () => {
      expect(await start({ PILOTAGE_NODE: '192.0.2.1' })).toContain('NodePorts answer at 192.0.2.1');
    }, 60_000);

    test('and which engine it is', async () => {
      const said = await start({ DOCKER_HOST: 'tcp://127.0.0.1:1' });
      // One that does not answer is not spoken of.
      expect(said).not.toContain('the engine on');
    }, 60_000);
  });
}
