import { beforeAll, describe, expect, test } from 'vitest';
import { onBoth } from './on-both.ts';
import { workloads } from './workloads.ts';

const container = (image = 'busybox') => ({
  name: 'main',
  image,
  command: ['sh', '-c', "trap 'exit 0' TERM; while true; do sleep 1; done"],
});

const manifest = (name: string, spec: object = {}, template: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name },
  spec: {
    replicas: 2,
    serviceName: name,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      // Without a token's volume, an old kubelet needs seconds instead of a minute to let a pod go.
      spec: {
        terminationGracePeriodSeconds: 1,
        automountServiceAccountToken: false,
        containers: [container()],
        ...template,
      },
    },
    ...spec,
  },
});

onBoth('stateful sets', (cluster) => {
  const { kubectl, events, pods, replaced, rolledOut, until } = workloads(cluster);

  describe.concurrent('each on its own', () => {
    test('makes its pods one after the other, with names that others resolve', async () => {
      await cluster().apply(
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'web' },
          spec: { clusterIP: 'None', selector: { app: 'web' }, ports: [{ port: 80 }] },
        },
        manifest('web'),
      );
      await rolledOut('statefulset/web');
      expect(await events('StatefulSet', 'web')).toEqual([
        'SuccessfulCreate create Pod web-0 in StatefulSet web successful',
        'SuccessfulCreate create Pod web-1 in StatefulSet web successful',
      ]);
      const [first, second] = await pods('app=web');
      expect(first?.metadata.labels).toMatchObject({ 'statefulset.kubernetes.io/pod-name': 'web-0' });
      expect(first?.spec).toMatchObject({ hostname: 'web-0', subdomain: 'web' });
      expect(Date.parse(second?.metadata.creationTimestamp ?? '')).toBeGreaterThanOrEqual(
        Date.parse(first?.status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? ''),
      );
      expect(await kubectl('exec', 'web-0', '--', 'hostname')).toBe('web-0\n');
      await until(async () => {
        const answer = await kubectl(
          'exec',
          'web-0',
          '--',
          'nslookup',
          `web-1.web.${cluster().namespace}.svc.cluster.local`,
        );
        expect(answer).toContain(second?.status?.podIP);
      });
      // A pod that is deleted comes back under its name.
      await replaced('web-0');
      await rolledOut('statefulset/web');
      const again = await pods('app=web');
      expect(again.map(({ metadata }) => metadata.name)).toEqual(['web-0', 'web-1']);
      expect(again[0]?.metadata.uid).not.toBe(first?.metadata.uid);
      // It gives up the last one first.
      await kubectl('scale', 'statefulset', 'web', '--replicas=1');
      await until(async () =>
        expect((await pods('app=web')).map(({ metadata }) => metadata.name)).toEqual(['web-0']),
      );
      expect(await events('StatefulSet', 'web')).toContain(
        'SuccessfulDelete delete Pod web-1 in StatefulSet web successful',
      );
    }, 180_000);

    test('updates from the last pod to the first, and back', async () => {
      await cluster().apply(manifest('rolled'));
      await rolledOut('statefulset/rolled');
      await kubectl('set', 'env', 'statefulset/rolled', 'VERSION=2');
      await rolledOut('statefulset/rolled');
      const status = '{.status.currentRevision} {.status.updateRevision} {.status.updatedReplicas}';
      const shown = await kubectl('get', 'sts', 'rolled', '-o', `jsonpath=${status}`);
      expect(shown).toMatch(/^(rolled-\S+) \1 2$/);
      const deleted = (await events('StatefulSet', 'rolled')).filter((one) =>
        one.startsWith('SuccessfulDelete'),
      );
      expect(deleted).toEqual([
        'SuccessfulDelete delete Pod rolled-1 in StatefulSet rolled successful',
        'SuccessfulDelete delete Pod rolled-0 in StatefulSet rolled successful',
      ]);
      expect(await kubectl('rollout', 'history', 'statefulset/rolled')).toMatch(
        /^statefulset\.apps\/rolled \nREVISION +CHANGE-CAUSE\n1 +<none>\n2 +<none>\n/,
      );
      expect(await kubectl('rollout', 'undo', 'statefulset/rolled')).toBe(
        'statefulset.apps/rolled rolled back\n',
      );
      await until(async () => {
        const [, last] = await pods('app=rolled');
        expect(last).toBeDefined();
        expect(last?.spec.containers[0]).not.toHaveProperty('env');
      });
      expect(
        await kubectl(
          'get',
          'controllerrevisions',
          '-l',
          'app=rolled',
          '-o',
          'jsonpath={.items[*].revision}',
        ),
      ).toMatch(/^(2 3|3 2)$/);
    }, 180_000);

    test('leaves what is below its partition, and all when it updates on deletion', async () => {
      const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 1 } };
      await cluster().apply(manifest('parted', { updateStrategy, podManagementPolicy: 'Parallel' }));
      await rolledOut('statefulset/parted');
      await kubectl('set', 'env', 'statefulset/parted', 'VERSION=2');
      expect(await rolledOut('statefulset/parted')).toContain(
        'partitioned roll out complete: 1 new pods have been updated...',
      );
      const versions = async () =>
        (await pods('app=parted')).map(({ spec }) => spec.containers[0]?.env?.[0]?.value ?? 'none');
      expect(await versions()).toEqual(['none', '2']);
      // Made again, it is what it was.
      await replaced('parted-0');
      await until(async () => expect(await versions()).toEqual(['none', '2']));
      await kubectl(
        'patch',
        'statefulset',
        'parted',
        '--type=merge',
        '-p',
        '{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}',
      );
      await until(async () => expect((await pods('app=parted')).length).toBe(2));
      await replaced('parted-0');
      await until(async () => expect(await versions()).toEqual(['2', '2']));
    }, 180_000);

    test('waits for a pod that does not come up, unless it is parallel', async () => {
      const readinessProbe = { exec: { command: ['false'] }, periodSeconds: 1 };
      const template = { containers: [{ ...container(), readinessProbe }] };
      await cluster().apply(
        manifest('stuck', {}, template),
        manifest('abreast', { podManagementPolicy: 'Parallel' }, template),
      );
      await until(async () => {
        const running = (await pods('app=abreast')).filter(({ status }) => status?.phase === 'Running');
        expect(running).toHaveLength(2);
      });
      await until(async () => expect((await pods('app=stuck'))[0]?.status?.phase).toBe('Running'));
      expect(await pods('app=stuck')).toHaveLength(1);
      expect(await kubectl('get', 'sts', 'stuck', '--no-headers')).toMatch(/^stuck +0\/2 /);
    }, 180_000);
  });

  describe('deleted', () => {
    beforeAll(async () => {
      await cluster().apply(manifest('left', { replicas: 1 }));
      await rolledOut('statefulset/left');
    }, 180_000);

    test('leaves its pods when asked to, and takes them up again', async () => {
      const [before] = await pods('app=left');
      await kubectl('delete', 'statefulset', 'left', '--cascade=orphan');
      const [orphan] = await pods('app=left');
      expect(orphan?.metadata.ownerReferences).toBeUndefined();
      await cluster().apply(manifest('left', { replicas: 1 }));
      await until(async () => {
        const [adopted] = await pods('app=left');
        expect(adopted?.metadata.ownerReferences?.[0]?.name).toBe('left');
      });
      expect((await pods('app=left'))[0]?.metadata.uid).toBe(before?.metadata.uid);
      await kubectl('delete', 'statefulset', 'left');
      await until(async () => expect(await pods('app=left')).toEqual([]));
    }, 180_000);
  });
});
