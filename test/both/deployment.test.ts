import { describe, expect, test } from 'vitest';
import type { Deployment, ReplicaSet } from '../../src/practice/objects.ts';
import { onBoth } from './on-both.ts';
import { workloads } from './workloads.ts';

const manifest = (name: string, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        automountServiceAccountToken: false,
        terminationGracePeriodSeconds: 1,
        containers: [{ name: 'main', image: 'busybox', command: ['sleep', '1000'] }],
      },
    },
    ...spec,
  },
});

onBoth('deployments', (cluster) => {
  const { kubectl, events, pods, rolledOut, until } = workloads(cluster);
  const deployment = async (name: string) =>
    JSON.parse(await kubectl('get', 'deployment', name, '-o', 'json')) as Deployment;
  const sets = async (name: string) =>
    (JSON.parse(await kubectl('get', 'rs', '-l', `app=${name}`, '-o', 'json')) as { items: ReplicaSet[] })
      .items;
  const condition = async (name: string, type: string) =>
    (await deployment(name)).status?.conditions?.find((one) => one.type === type);

  describe.concurrent('each on its own', () => {
    test('keep their revisions, and go back', async () => {
      await cluster().apply(manifest('web', { revisionHistoryLimit: 1 }));
      expect(await rolledOut('deployment/web')).toContain('deployment "web" successfully rolled out');
      for (const version of ['2', '3']) {
        await kubectl('set', 'env', 'deployment/web', `VERSION=${version}`);
        await rolledOut('deployment/web');
      }
      await until(async () => expect(await sets('web')).toHaveLength(2));
      expect(await kubectl('rollout', 'history', 'deployment/web')).toBe(
        'deployment.apps/web \nREVISION  CHANGE-CAUSE\n2         <none>\n3         <none>\n\n',
      );
      expect(await kubectl('rollout', 'undo', 'deployment/web')).toBe('deployment.apps/web rolled back\n');
      await rolledOut('deployment/web');
      expect((await deployment('web')).spec.template.spec.containers[0]?.env).toEqual([
        { name: 'VERSION', value: '2' },
      ]);
      expect((await deployment('web')).metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('4');
    }, 180_000);

    test('hold still while they are paused', async () => {
      await cluster().apply(manifest('held', { replicas: 1 }));
      await rolledOut('deployment/held');
      await kubectl('rollout', 'pause', 'deployment/held');
      await kubectl('set', 'env', 'deployment/held', 'VERSION=2');
      await until(async () =>
        expect(await condition('held', 'Progressing')).toMatchObject({
          status: 'Unknown',
          reason: 'DeploymentPaused',
          message: 'Deployment is paused',
        }),
      );
      await until(async () => expect((await deployment('held')).status?.observedGeneration).toBe(3));
      expect(await sets('held')).toHaveLength(1);
      await kubectl('rollout', 'resume', 'deployment/held');
      await rolledOut('deployment/held');
      expect(await sets('held')).toHaveLength(2);
    }, 180_000);

    test('that recreate have no pod of two kinds at a time', async () => {
      await cluster().apply(manifest('fresh', { replicas: 1, strategy: { type: 'Recreate' } }));
      await rolledOut('deployment/fresh');
      const [before] = await pods('app=fresh');
      await kubectl('set', 'env', 'deployment/fresh', 'VERSION=2');
      await until(async () => {
        const names = (await pods('app=fresh')).map(({ metadata }) => metadata.name);
        expect(names).toHaveLength(1);
        expect(names).not.toContain(before?.metadata.name);
      });
      const said = (await events('Deployment', 'fresh')).map((one) =>
        one.replace(/set fresh-\S+( from \d)?/, 'set fresh-…'),
      );
      expect(said).toEqual([
        'ScalingReplicaSet Scaled up replica set fresh-… to 1',
        'ScalingReplicaSet Scaled down replica set fresh-… to 0',
        'ScalingReplicaSet Scaled up replica set fresh-… to 1',
      ]);
    }, 180_000);

    test('say that they take too long, and go on when they can', async () => {
      const selector = { matchLabels: { app: 'late' } };
      await cluster().apply(manifest('late', { replicas: 1, selector, progressDeadlineSeconds: 2 }));
      await rolledOut('deployment/late').catch(() => undefined);
      await kubectl('set', 'image', 'deployment/late', 'main=nosuchimage:v1');
      await until(async () =>
        expect(await condition('late', 'Progressing')).toMatchObject({
          status: 'False',
          reason: 'ProgressDeadlineExceeded',
        }),
      );
      expect((await condition('late', 'Progressing'))?.message).toMatch(
        /^ReplicaSet "late-\w+" has timed out progressing\.$/,
      );
      await expect(kubectl('rollout', 'status', 'deployment/late')).rejects.toThrow(
        'error: deployment "late" exceeded its progress deadline',
      );
      expect(await condition('late', 'Available')).toMatchObject({ status: 'True' });
      await kubectl('rollout', 'undo', 'deployment/late');
      await until(async () => expect((await condition('late', 'Progressing'))?.status).toBe('True'));
    }, 180_000);

    test('deleted take everything along, or leave it', async () => {
      await cluster().apply(manifest('gone', { replicas: 1 }), manifest('left', { replicas: 1 }));
      await rolledOut('deployment/gone');
      await rolledOut('deployment/left');
      await kubectl('delete', 'deployment', 'gone', '--cascade=foreground');
      expect(await sets('gone')).toEqual([]);
      await kubectl('delete', 'deployment', 'left', '--cascade=orphan');
      const [set] = await sets('left');
      expect(set?.metadata.ownerReferences).toBeUndefined();
      expect(await pods('app=left')).toHaveLength(1);
      // Made again, it takes up what it left.
      await cluster().apply(manifest('left', { replicas: 1 }));
      await rolledOut('deployment/left');
      expect((await sets('left')).map(({ metadata }) => metadata.uid)).toEqual([set?.metadata.uid]);
    }, 180_000);
  });
});
