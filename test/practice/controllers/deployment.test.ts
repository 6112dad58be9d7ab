import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KubeEvent, Pod, ReplicaSet } from '../../../src/practice/objects.ts';
import { type ControlPlane, startControlPlane } from '../support/control-plane.ts';
import {
  createDeployment,
  deployment,
  deployments,
  mergePatch,
  podsOf,
  setsOf,
} from '../support/workloads.ts';

let plane: ControlPlane;

beforeEach(async () => {
  plane = await startControlPlane();
});

afterEach(() => plane[Symbol.asyncDispose]());

const patch = async (name: string, body: object) => {
  const reply = await plane.request('PATCH', `${deployments}/${name}`, body, mergePatch);
  expect(reply.code).toBe(200);
  await plane.settled();
};

const setImage = (name: string, image: string) =>
  patch(name, { spec: { template: { spec: { containers: [{ name: 'main', image }] } } } });

const condition = (name: string, type: string) =>
  deployment(plane.store, name).status?.conditions?.find((one) => one.type === type);

const scales = (name: string) =>
  plane.store
    .list<KubeEvent>('Event')
    .filter((event) => event.involvedObject.name === name && event.reason === 'ScalingReplicaSet')
    .map((event) => event.message?.replace(/set \S+/, 'set') ?? '');

it('becomes available, and says so', async () => {
  await createDeployment(plane, 'web', { replicas: 3 });
  expect(deployment(plane.store, 'web').status).toMatchObject({
    observedGeneration: 1,
    replicas: 3,
    updatedReplicas: 3,
    readyReplicas: 3,
    availableReplicas: 3,
  });
  expect(condition('web', 'Available')).toMatchObject({ status: 'True', reason: 'MinimumReplicasAvailable' });
  expect(condition('web', 'Progressing')).toMatchObject({ status: 'True', reason: 'NewReplicaSetAvailable' });
  expect(deployment(plane.store, 'web').metadata.annotations).toEqual({
    'deployment.kubernetes.io/revision': '1',
  });
});

it('never has more or fewer pods in a rolling update than it may', async () => {
  await createDeployment(plane, 'web', {
    replicas: 4,
    spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } } },
  });
  const counts = { most: 0, fewestReady: Number.POSITIVE_INFINITY };
  plane.store.subscribe('Pod', () => {
    const pods = podsOf(plane.store, 'web');
    counts.most = Math.max(counts.most, pods.length);
    const ready = pods.filter((pod) =>
      pod.status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True'),
    );
    counts.fewestReady = Math.min(counts.fewestReady, ready.length);
  });
  await setImage('web', 'nginx:2');
  expect(podsOf(plane.store, 'web').map((pod) => pod.spec.containers[0]?.image)).toEqual(
    Array(4).fill('nginx:2'),
  );
  expect(counts.most).toBeLessThanOrEqual(5);
  expect(counts.fewestReady).toBeGreaterThanOrEqual(3);
});

it('keeps the old pods while the new ones do not come up', async () => {
  await createDeployment(plane, 'web', { replicas: 4 });
  await setImage('web', 'never-there');
  const images = podsOf(plane.store, 'web').map((pod) => pod.spec.containers[0]?.image);
  expect(images.filter((image) => image === 'nginx')).toHaveLength(3);
  expect(images.filter((image) => image === 'never-there')).toHaveLength(2);
  expect(condition('web', 'Available')?.status).toBe('True');
  expect(condition('web', 'Progressing')?.reason).toBe('ReplicaSetUpdated');
  await setImage('web', 'nginx');
  expect(podsOf(plane.store, 'web').map((pod) => pod.spec.containers[0]?.image)).toEqual(
    Array(4).fill('nginx'),
  );
  expect(setsOf(plane.store, 'web')).toHaveLength(2);
});

it('recreates: no new pod before the last old one is gone', async () => {
  await createDeployment(plane, 'web', { replicas: 2, spec: { strategy: { type: 'Recreate' } } });
  let mixed = false;
  plane.store.subscribe('Pod', () => {
    const images = new Set(podsOf(plane.store, 'web').map((pod) => pod.spec.containers[0]?.image));
    mixed ||= images.size > 1;
  });
  await setImage('web', 'nginx:2');
  expect(podsOf(plane.store, 'web').map((pod) => pod.spec.containers[0]?.image)).toEqual([
    'nginx:2',
    'nginx:2',
  ]);
  expect(mixed).toBe(false);
});

it('numbers its revisions, and gives an old one a new number when it comes back', async () => {
  await createDeployment(plane, 'web');
  await setImage('web', 'nginx:2');
  await setImage('web', 'nginx');
  const revisions = setsOf(plane.store, 'web').map((set) => [
    set.spec.template.spec.containers[0]?.image,
    set.metadata.annotations?.['deployment.kubernetes.io/revision'],
  ]);
  expect(Object.fromEntries(revisions)).toEqual({ nginx: '3', 'nginx:2': '2' });
});

it('forgets revisions beyond its limit', async () => {
  await createDeployment(plane, 'web', { spec: { revisionHistoryLimit: 1 } });
  for (const tag of ['2', '3', '4']) await setImage('web', `nginx:${tag}`);
  const images = setsOf(plane.store, 'web').map((set) => set.spec.template.spec.containers[0]?.image);
  expect(images.sort()).toEqual(['nginx:3', 'nginx:4']);
});

it('does nothing new while it is paused, but can be scaled', async () => {
  await createDeployment(plane, 'web', { replicas: 1 });
  await patch('web', { spec: { paused: true } });
  await setImage('web', 'nginx:2');
  expect(setsOf(plane.store, 'web')).toHaveLength(1);
  await patch('web', { spec: { replicas: 3 } });
  expect(podsOf(plane.store, 'web').map((pod) => pod.spec.containers[0]?.image)).toEqual(
    Array(3).fill('nginx'),
  );
  expect(condition('web', 'Progressing')?.reason).toBe('DeploymentPaused');
  await patch('web', { spec: { paused: false } });
  expect(podsOf(plane.store, 'web').map((pod) => pod.spec.containers[0]?.image)).toEqual(
    Array(3).fill('nginx:2'),
  );
  expect(condition('web', 'Progressing')?.reason).toBe('NewReplicaSetAvailable');
});

it('tells each step of its scaling', async () => {
  await createDeployment(plane, 'web');
  await patch('web', { spec: { replicas: 5 } });
  await patch('web', { spec: { replicas: 0 } });
  expect(scales('web')).toEqual([
    'Scaled up replica set from 0 to 1',
    'Scaled up replica set from 1 to 5',
    'Scaled down replica set from 5 to 0',
  ]);
});

describe('a replica set', () => {
  it('replaces a pod that was deleted, lets go one whose labels no longer match, takes an orphan that does', async () => {
    await createDeployment(plane, 'web', { replicas: 2 });
    const [first, second] = podsOf(plane.store, 'web');
    await plane.request('DELETE', `/api/v1/namespaces/default/pods/${first?.metadata.name}`);
    await plane.settled();
    expect(podsOf(plane.store, 'web')).toHaveLength(2);
    const path = `/api/v1/namespaces/default/pods/${second?.metadata.name}`;
    await plane.request('PATCH', path, { metadata: { labels: { app: 'other' } } }, mergePatch);
    await plane.settled();
    expect(podsOf(plane.store, 'web')).toHaveLength(2);
    const loose = plane.store.get<Pod>('Pod', 'default', second?.metadata.name ?? '');
    expect(loose?.metadata.ownerReferences).toBeUndefined();
    await patch('web', { spec: { replicas: 3 } });
    expect(podsOf(plane.store, 'web')).toHaveLength(3);
  });

  it('gives up pods that are not ready before those that are', async () => {
    await createDeployment(plane, 'web', {
      replicas: 2,
      spec: { strategy: { rollingUpdate: { maxUnavailable: 0 } } },
    });
    const [kept] = podsOf(plane.store, 'web');
    for (const pod of podsOf(plane.store, 'web').slice(1)) {
      plane.store.mutate<Pod>('Pod', 'default', pod.metadata.name, (draft) => {
        for (const one of draft.status?.conditions ?? []) if (one.type === 'Ready') one.status = 'False';
      });
    }
    await patch('web', { spec: { replicas: 1 } });
    expect(podsOf(plane.store, 'web').map((pod) => pod.metadata.name)).toEqual([kept?.metadata.name]);
  });

  it('says why it cannot make pods', async () => {
    await createDeployment(plane, 'web', { podSpec: { serviceAccountName: 'nobody' } });
    const [set] = setsOf(plane.store, 'web');
    const events = plane.store.list<KubeEvent>('Event').filter((event) => event.reason === 'FailedCreate');
    expect(events[0]?.involvedObject.name).toBe(set?.metadata.name);
    expect(events[0]?.message).toContain(
      'error looking up service account default/nobody: serviceaccount "nobody" not found',
    );
    expect(plane.store.list<ReplicaSet>('apps/ReplicaSet')[0]?.status?.replicas ?? 0).toBe(0);
  });
});
