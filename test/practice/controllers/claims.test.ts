import { afterEach, beforeEach, expect, it } from 'vitest';
import { createClaim } from '../../../src/practice/controllers/claims/create.ts';
import type { PersistentVolumeClaim } from '../../../src/practice/objects.ts';
import { startCluster, type TestCluster } from '../node/cluster.ts';

let cluster: TestCluster;

beforeEach(async () => {
  cluster = await startCluster();
});

afterEach(() => cluster[Symbol.asyncDispose]());

const claim = (name: string) =>
  createClaim(cluster.store, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default', uid: '', resourceVersion: '', creationTimestamp: '' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } },
  });

const run = (name: string, command: string) =>
  cluster.run(name, {
    terminationGracePeriodSeconds: 1,
    containers: [
      {
        name,
        image: 'busybox',
        command: ['sh', '-c', command],
        volumeMounts: [{ name: 'data', mountPath: '/data' }],
      },
    ],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  });

it('keeps its data while the cluster is down, and until it is reclaimed', async () => {
  claim('data');
  run('writer', 'echo once >> /data/file; cat /data/file; sleep 100000');
  expect(await cluster.logged('writer', /once/)).toBe('once\n');
  await cluster.reboot();
  await cluster.running('writer');
  // Its container was started again, on the same data.
  expect(await cluster.logged('writer', /once\nonce/)).toBe('once\nonce\n');
  const uid = cluster.store.get('Pod', 'default', 'writer')?.metadata.uid;
  cluster.store.remove('Pod', 'default', 'writer');
  await cluster.gone('writer');
  const bound = cluster.store.get<PersistentVolumeClaim>('PersistentVolumeClaim', 'default', 'data');
  cluster.store.remove('PersistentVolumeClaim', 'default', 'data');
  await expect
    .poll(() => cluster.store.get('PersistentVolume', undefined, bound?.spec.volumeName ?? ''), {
      timeout: 20_000,
    })
    .toBeUndefined();
  // Another claim of the name finds nothing of it.
  claim('data');
  run('writer', 'ls /data; echo listed; sleep 100000');
  expect(cluster.store.get('Pod', 'default', 'writer')?.metadata.uid).not.toBe(uid);
  expect(await cluster.logged('writer', /listed/)).toBe('listed\n');
}, 60_000);
