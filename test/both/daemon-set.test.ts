import { describe, expect, test } from 'vitest';
import type { DaemonSet } from '../../src/practice/objects.ts';
import { onBoth } from './on-both.ts';
import { workloads } from './workloads.ts';

const manifest = (name: string, spec: object = {}, template: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        automountServiceAccountToken: false,
        terminationGracePeriodSeconds: 1,
        containers: [{ name: 'main', image: 'busybox', command: ['sleep', '1000'] }],
        ...template,
      },
    },
    ...spec,
  },
});

/** Of one node, as both clusters have it. */
onBoth('daemon sets', (cluster) => {
  const { kubectl, events, pods, rolledOut, until } = workloads(cluster);
  const set = async (name: string) =>
    JSON.parse(await kubectl('get', 'daemonset', name, '-o', 'json')) as DaemonSet;
  const versions = async (name: string) =>
    (await pods(`app=${name}`)).map(({ spec }) => spec.containers[0]?.env?.[0]?.value ?? 'none');

  describe.concurrent('each on its own', () => {
    test('have a pod on each node, and update it', async () => {
      await cluster().apply(manifest('agent'));
      expect(await rolledOut('daemonset/agent')).toContain('daemon set "agent" successfully rolled out');
      expect((await set('agent')).status).toEqual({
        currentNumberScheduled: 1,
        desiredNumberScheduled: 1,
        numberAvailable: 1,
        numberMisscheduled: 0,
        numberReady: 1,
        observedGeneration: 1,
        updatedNumberScheduled: 1,
      });
      expect(await kubectl('get', 'daemonset', 'agent', '--no-headers')).toMatch(
        /^agent( +1){5} +<none> +\d+s\n$/,
      );
      const [first] = await pods('app=agent');
      expect(first?.metadata.labels).toMatchObject({
        'controller-revision-hash': expect.any(String),
        'pod-template-generation': '1',
      });
      expect(first?.spec.tolerations?.map(({ key, effect }) => `${key} ${effect}`)).toContain(
        'node.kubernetes.io/unschedulable NoSchedule',
      );
      await kubectl('set', 'env', 'daemonset/agent', 'VERSION=2');
      await rolledOut('daemonset/agent');
      expect(await versions('agent')).toEqual(['2']);
      expect((await events('DaemonSet', 'agent')).map((one) => one.replace(/-\w{5}$/, ''))).toEqual([
        'SuccessfulCreate Created pod: agent',
        'SuccessfulDelete Deleted pod: agent',
        'SuccessfulCreate Created pod: agent',
      ]);
      expect(await kubectl('rollout', 'history', 'daemonset/agent')).toContain('\n2 ');
      expect(await kubectl('rollout', 'undo', 'daemonset/agent')).toBe('daemonset.apps/agent rolled back\n');
      await until(async () => expect(await versions('agent')).toEqual(['none']));
    }, 180_000);

    test('have none where the node is not as they want it', async () => {
      await cluster().apply(manifest('choosy', {}, { nodeSelector: { disk: 'no-such-disk' } }));
      await until(async () => expect((await set('choosy')).status?.observedGeneration).toBe(1));
      expect((await set('choosy')).status).toMatchObject({
        desiredNumberScheduled: 0,
        currentNumberScheduled: 0,
      });
      expect(await pods('app=choosy')).toEqual([]);
      const removal = JSON.stringify([{ op: 'remove', path: '/spec/template/spec/nodeSelector' }]);
      await kubectl('patch', 'daemonset', 'choosy', '--type=json', '-p', removal);
      await rolledOut('daemonset/choosy');
      expect(await pods('app=choosy')).toHaveLength(1);
    }, 180_000);

    test('that update on deletion wait for it', async () => {
      await cluster().apply(manifest('patient', { updateStrategy: { type: 'OnDelete' } }));
      await until(async () => expect((await set('patient')).status?.numberReady).toBe(1));
      await kubectl('set', 'env', 'daemonset/patient', 'VERSION=2');
      await until(async () => expect((await set('patient')).status?.observedGeneration).toBe(2));
      expect((await set('patient')).status?.updatedNumberScheduled).toBeUndefined();
      expect(await versions('patient')).toEqual(['none']);
      await kubectl('delete', 'pod', '-l', 'app=patient', '--grace-period=0', '--force');
      await until(async () => expect(await versions('patient')).toEqual(['2']));
    }, 180_000);
  });
});
