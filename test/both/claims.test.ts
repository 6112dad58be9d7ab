import { describe, expect, test } from 'vitest';
import type { PersistentVolume, PersistentVolumeClaim } from '../../src/practice/objects.ts';
import { onBoth } from './on-both.ts';
import { workloads } from './workloads.ts';

const claim = (name: string, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Mi' } }, ...spec },
});

const user = (name: string, claimName: string, command: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 1,
    containers: [
      {
        name: 'main',
        image: 'busybox',
        command: ['sh', '-c', command],
        volumeMounts: [{ name: 'data', mountPath: '/data' }],
      },
    ],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
  },
});

onBoth('claims', (cluster) => {
  const { kubectl, events, until } = workloads(cluster);
  const get = async <T>(...args: string[]) => JSON.parse(await kubectl('get', ...args, '-o', 'json')) as T;
  const phase = async (name: string) => (await get<PersistentVolumeClaim>('pvc', name)).status?.phase;
  const said = async (pod: string, words: string) =>
    until(async () => expect(await kubectl('logs', pod)).toBe(words));
  /** Volumes are the cluster's: the names of the tests' own have the namespace in them. */
  const own = (name: string) => `${cluster().namespace}-${name}`;
  const volume = (name: string, spec: object) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: own(name) },
    spec: {
      capacity: { storage: '20Mi' },
      accessModes: ['ReadWriteOnce'],
      hostPath: { path: `/tmp/${own(name)}` },
      ...spec,
    },
  });

  describe.concurrent('each on its own', () => {
    test('get a new volume of the default class, which outlives its pods and goes with its claim', async () => {
      await cluster().apply(claim('data'), user('writer', 'data', 'echo kept > /data/file'));
      await until(async () => expect(await phase('data')).toBe('Bound'));
      const { spec, status, metadata } = await get<PersistentVolumeClaim>('pvc', 'data');
      expect(spec.storageClassName).toBe('standard');
      expect(spec.volumeName).toBe(`pvc-${metadata.uid}`);
      expect(status).toEqual({
        phase: 'Bound',
        accessModes: ['ReadWriteOnce'],
        capacity: { storage: '10Mi' },
      });
      expect(metadata.finalizers).toEqual(['kubernetes.io/pvc-protection']);
      expect(metadata.annotations).toMatchObject({
        'pv.kubernetes.io/bind-completed': 'yes',
        'pv.kubernetes.io/bound-by-controller': 'yes',
      });
      const made = await get<PersistentVolume>('pv', spec.volumeName ?? '');
      expect(made).toMatchObject({
        metadata: { finalizers: ['kubernetes.io/pv-protection'] },
        spec: { persistentVolumeReclaimPolicy: 'Delete', claimRef: { name: 'data', uid: metadata.uid } },
        status: { phase: 'Bound' },
      });
      await until(async () =>
        expect(await kubectl('get', 'pod', 'writer', '-o', 'jsonpath={.status.phase}')).toBe('Succeeded'),
      );
      await kubectl('delete', 'pod', 'writer', '--grace-period=0', '--force');
      await cluster().apply(user('reader', 'data', 'cat /data/file; sleep 1000'));
      await said('reader', 'kept\n');
      // A claim in use is not gone before its pod is.
      await kubectl('delete', 'pvc', 'data', '--wait=false');
      expect(await kubectl('get', 'pvc', 'data', '--no-headers')).toMatch(/^data +Terminating /);
      await kubectl('delete', 'pod', 'reader', '--grace-period=0', '--force');
      await until(async () => {
        const left = await kubectl('get', 'pv', spec.volumeName ?? '', '--ignore-not-found');
        expect(left).toBe('');
      });
      expect(await kubectl('get', 'pvc', 'data', '--ignore-not-found')).toBe('');
    }, 180_000);

    test('take a volume that is there and has all that they ask for; it is kept when they go', async () => {
      const storageClassName = own('manual');
      const persistentVolumeReclaimPolicy = 'Retain';
      await cluster().apply(
        volume('large', { storageClassName, capacity: { storage: '1Gi' } }),
        volume('small', { storageClassName, persistentVolumeReclaimPolicy }),
      );
      try {
        const volumePhase = async (name: string) =>
          (await get<PersistentVolume>('pv', own(name))).status?.phase;
        for (const name of ['large', 'small'])
          await until(async () => expect(await volumePhase(name)).toBe('Available'));
        await cluster().apply(claim('static', { storageClassName }));
        await until(async () => expect(await phase('static')).toBe('Bound'));
        const { spec, status } = await get<PersistentVolumeClaim>('pvc', 'static');
        expect([spec.volumeName, status?.capacity]).toEqual([own('small'), { storage: '20Mi' }]);
        expect(await volumePhase('large')).toBe('Available');
        await kubectl('delete', 'pvc', 'static');
        await until(async () => expect(await volumePhase('small')).toBe('Released'));
        // It is not given to anybody else before somebody has looked at it.
        await cluster().apply(claim('second', { storageClassName }));
        await until(async () => expect(await phase('second')).toBe('Bound'));
        expect((await get<PersistentVolumeClaim>('pvc', 'second')).spec.volumeName).toBe(own('large'));
        await kubectl('delete', 'pvc', 'second');
      } finally {
        await kubectl('delete', 'pv', own('large'), own('small'), '--ignore-not-found', '--wait=false');
      }
    }, 180_000);

    test('say why they wait, and so do their pods', async () => {
      await cluster().apply(
        claim('classless', { storageClassName: '' }),
        claim('misnamed', { storageClassName: 'no-such-class' }),
        user('unbound', 'classless', 'true'),
        user('claimless', 'no-such-claim', 'true'),
      );
      await until(async () =>
        expect(await events('PersistentVolumeClaim', 'classless')).toContain(
          'FailedBinding no persistent volumes available for this claim and no storage class is set',
        ),
      );
      await until(async () =>
        expect(await events('PersistentVolumeClaim', 'misnamed')).toContain(
          'ProvisioningFailed storageclass.storage.k8s.io "no-such-class" not found',
        ),
      );
      const waits = (pod: string, why: string) =>
        until(async () =>
          expect((await events('Pod', pod)).join('\n')).toMatch(
            new RegExp(`^FailedScheduling 0/1 nodes are available: (1 )?${why}\\.`, 'm'),
          ),
        );
      await waits('unbound', 'pod has unbound immediate PersistentVolumeClaims');
      await waits('claimless', 'persistentvolumeclaim "no-such-claim" not found');
      // The claim comes later: the pod starts.
      await cluster().apply(claim('no-such-claim'));
      await until(async () =>
        expect(await kubectl('get', 'pod', 'claimless', '-o', 'jsonpath={.status.phase}')).toBe('Succeeded'),
      );
    }, 180_000);

    test('of a class that waits are bound when a pod comes', async () => {
      const standard = await get<{ provisioner: string }>('storageclass', 'standard');
      await kubectl('get', 'storageclass', 'standard');
      const storageClass = {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: own('patient') },
        provisioner: standard.provisioner,
        volumeBindingMode: 'WaitForFirstConsumer',
      };
      await cluster().apply(storageClass, claim('patient', { storageClassName: own('patient') }));
      try {
        await until(async () =>
          expect(await events('PersistentVolumeClaim', 'patient')).toEqual([
            'WaitForFirstConsumer waiting for first consumer to be created before binding',
          ]),
        );
        expect(await phase('patient')).toBe('Pending');
        await cluster().apply(user('first', 'patient', 'echo bound'));
        await said('first', 'bound\n');
        expect(await phase('patient')).toBe('Bound');
      } finally {
        await kubectl('delete', 'storageclass', own('patient'));
      }
    }, 180_000);

    test('of a stateful set stay for the pod of their name', async () => {
      const set = {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'db' },
        spec: {
          replicas: 1,
          serviceName: 'db',
          selector: { matchLabels: { app: 'db' } },
          template: {
            metadata: { labels: { app: 'db' } },
            spec: {
              terminationGracePeriodSeconds: 1,
              automountServiceAccountToken: false,
              containers: [
                {
                  name: 'main',
                  image: 'busybox',
                  command: ['sh', '-c', 'hostname >> /data/starts; cat /data/starts; sleep 1000'],
                  volumeMounts: [{ name: 'data', mountPath: '/data' }],
                },
              ],
            },
          },
          volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim('').spec }],
        },
      };
      await cluster().apply(set);
      await said('db-0', 'db-0\n');
      expect(await events('StatefulSet', 'db')).toEqual([
        'SuccessfulCreate create Claim data-db-0 Pod db-0 in StatefulSet db success',
        'SuccessfulCreate create Pod db-0 in StatefulSet db successful',
      ]);
      await kubectl('delete', 'pod', 'db-0', '--grace-period=0', '--force');
      await said('db-0', 'db-0\ndb-0\n');
      await kubectl('delete', 'statefulset', 'db');
      expect(await kubectl('get', 'pvc', '-l', 'app=db', '-o', 'name')).toBe(
        'persistentvolumeclaim/data-db-0\n',
      );
    }, 180_000);
  });
});
