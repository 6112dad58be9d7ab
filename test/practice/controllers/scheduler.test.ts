import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { registerNode } from '../../../src/practice/controllers/node.ts';
import type { KubeEvent, Node, Pod, PodSpec } from '../../../src/practice/objects.ts';
import { type ControlPlane, startControlPlane } from '../support/control-plane.ts';

let plane: ControlPlane;
beforeEach(async () => {
  plane = await startControlPlane({ kubelet: false, minor: '32' });
  for (const number of [2, 3]) addNode(`minikube-m0${number}`, number, 'v1.32.4');
});
afterEach(() => plane[Symbol.asyncDispose]());

function addNode(name: string, number: number, kubeletVersion: string): void {
  const address = `192.168.49.${number + 1}`;
  const podCIDR = `10.244.${number - 1}.0/24`;
  registerNode(plane.store, { name, address, podCIDR, kubeletVersion, cpu: 8, controlPlane: false });
}

type Extra = Omit<Partial<PodSpec>, 'containers'>;

async function create(name: string, spec: Extra = {}, cpu?: string, labels: Record<string, string> = {}) {
  const resources = cpu === undefined ? {} : { requests: { cpu } };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels },
    spec: { containers: [{ name: 'c', image: 'nginx', resources }], ...spec },
  };
  const { code, body } = await plane.request('POST', '/api/v1/namespaces/default/pods', pod);
  expect(code, JSON.stringify(body)).toBe(201);
  await plane.settled();
  return get(name);
}

function get(name: string): Pod {
  const pod = plane.store.get<Pod>('Pod', 'default', name);
  if (!pod) throw new Error(`there is no pod ${name}`);
  return pod;
}

const placeOf = (name: string) => get(name).spec.nodeName;
const refusalOf = (name: string) =>
  get(name).status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;
const label = (node: string, labels: Record<string, string>) =>
  plane.store.mutate<Node>('Node', undefined, node, ({ metadata }) => {
    metadata.labels = { ...metadata.labels, ...labels };
  });
const taint = (node: string, key: string, effect: string) =>
  plane.store.mutate<Node>('Node', undefined, node, ({ spec }) => {
    spec.taints = [...(spec.taints ?? []), { key, value: 'yes', effect }];
  });

describe('a pod goes', () => {
  test('where there are fewest', async () => {
    for (const name of ['a', 'b', 'c']) await create(name);
    expect(['a', 'b', 'c'].map(placeOf).sort()).toEqual(['minikube', 'minikube-m02', 'minikube-m03']);
  });

  test('where its selector and its affinity say', async () => {
    label('minikube-m03', { disk: 'ssd', zone: 'b' });
    label('minikube-m02', { zone: 'a' });
    expect((await create('selected', { nodeSelector: { disk: 'ssd' } })).spec.nodeName).toBe('minikube-m03');
    const weight = 1;
    const preference = { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] };
    const nodeAffinity = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight, preference }] };
    for (const name of ['one', 'two']) await create(name, { affinity: { nodeAffinity } });
    expect([placeOf('one'), placeOf('two')]).toEqual(['minikube-m02', 'minikube-m02']);
  });

  test('with the pods that it wants to be near to, and away from others', async () => {
    const term = { labelSelector: { matchLabels: { app: 'db' } }, topologyKey: 'kubernetes.io/hostname' };
    const required = { requiredDuringSchedulingIgnoredDuringExecution: [term] };
    await create('web', { affinity: { podAffinity: required } });
    expect(refusalOf('web')).toBe(
      "0/3 nodes are available: 3 node(s) didn't match pod affinity rules. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    );
    // As soon as there is one.
    const db = await create('db', {}, undefined, { app: 'db' });
    expect(placeOf('web')).toBe(db.spec.nodeName);
    for (const name of ['x', 'y', 'z', 'none'])
      await create(name, { affinity: { podAntiAffinity: required } }, undefined, { app: 'db' });
    const places = ['db', 'x', 'y'].map(placeOf);
    expect(new Set(places).size).toBe(3);
    expect(refusalOf('none')).toBe(
      "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.",
    );
    // Those that want to be alone are left alone.
    const late = { nodeSelector: { 'kubernetes.io/hostname': placeOf('x') ?? '' } };
    await create('late', late, undefined, { app: 'db' });
    expect(refusalOf('late')).toContain("1 node(s) didn't satisfy existing pods anti-affinity rules");
  });

  test('evenly, where it has to', async () => {
    taint('minikube-m03', 'full', 'NoSchedule');
    const constraint = {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'DoNotSchedule' as const,
      labelSelector: { matchLabels: { app: 'even' } },
    };
    const spec = { topologySpreadConstraints: [constraint] };
    for (const name of ['a', 'b', 'c']) await create(name, spec, undefined, { app: 'even' });
    expect(refusalOf('c')).toBe(
      "0/3 nodes are available: 1 node(s) had untolerated taint {full: yes}, 2 node(s) didn't match pod topology spread constraints. preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.",
    );
  });
});

describe('a pod that fits nowhere', () => {
  test('is told why, of every node', async () => {
    taint('minikube', 'gpu', 'NoSchedule');
    plane.store.mutate<Node>('Node', undefined, 'minikube-m02', ({ spec }) => {
      spec.unschedulable = true;
    });
    await create('big', {}, '100');
    const message =
      '0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {gpu: yes}, 1 node(s) were unschedulable. preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.';
    expect(refusalOf('big')).toBe(message);
    const events = plane.store.list<KubeEvent>('Event').filter(({ reason }) => reason === 'FailedScheduling');
    expect(events.map((event) => event.message)).toEqual([message]);
  });

  test('starts when room appears', async () => {
    await create('tolerant', { nodeSelector: { disk: 'ssd' } });
    expect(refusalOf('tolerant')).toContain("3 node(s) didn't match Pod's node affinity/selector");
    label('minikube-m02', { disk: 'ssd' });
    await plane.settled();
    expect(placeOf('tolerant')).toBe('minikube-m02');
    const selector = { nodeSelector: { disk: 'ssd' } };
    await create('first', selector, '6');
    await create('second', selector, '6');
    expect(refusalOf('second')).toContain('1 Insufficient cpu');
    await plane.request('DELETE', '/api/v1/namespaces/default/pods/first?gracePeriodSeconds=0');
    await plane.settled();
    expect(placeOf('second')).toBe('minikube-m02');
  });

  test('has the newer wordings from a newer version', async () => {
    for (const name of ['minikube', 'minikube-m02', 'minikube-m03'])
      plane.store.mutate<Node>('Node', undefined, name, ({ status }) => {
        if (status?.nodeInfo) status.nodeInfo.kubeletVersion = 'v1.35.0';
      });
    taint('minikube', 'gpu', 'NoSchedule');
    await create('big', {}, '100');
    expect(refusalOf('big')).toBe(
      '0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    );
  });
});

describe('priorities', () => {
  const classes = '/apis/scheduling.k8s.io/v1/priorityclasses';
  const priorityClass = (name: string, value: number, more: object = {}) =>
    plane.request('POST', classes, {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name },
      value,
      ...more,
    });

  test('a pod has the priority of its class, or of the default one', async () => {
    await priorityClass('usual', 10, { globalDefault: true });
    await priorityClass('high', 1000, { preemptionPolicy: 'Never' });
    expect((await create('plain')).spec).toMatchObject({ priority: 10, priorityClassName: 'usual' });
    expect((await create('high', { priorityClassName: 'high' })).spec).toMatchObject({
      priority: 1000,
      preemptionPolicy: 'Never',
    });
    const { code, body } = await plane.request('POST', '/api/v1/namespaces/default/pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'lost' },
      spec: { priorityClassName: 'none', containers: [{ name: 'c', image: 'nginx' }] },
    });
    expect([code, body.message]).toEqual([
      403,
      'pods "lost" is forbidden: no PriorityClass with name none was found',
    ]);
    const { body: second } = await priorityClass('another', 20, { globalDefault: true });
    expect(second.message).toBe(
      'priorityclasses.scheduling.k8s.io "another" is forbidden: PriorityClass usual is already marked as default. Only one default can exist',
    );
  });

  test('a pod of more has one of less go, when there is no room for both', async () => {
    await priorityClass('high', 1000);
    for (const name of ['a', 'b', 'c']) await create(name, {}, '6');
    await create('small', {}, '1');
    const urgent = await create('urgent', { priorityClassName: 'high' }, '6');
    const victims = plane.store.list<Pod>('Pod').filter(({ metadata }) => metadata.deletionTimestamp);
    expect(victims).toHaveLength(1);
    const [victim] = victims;
    expect(victim?.metadata.name).not.toBe('small');
    expect(urgent.status?.nominatedNodeName).toBe(victim?.spec.nodeName);
    const events = plane.store.list<KubeEvent>('Event').filter(({ reason }) => reason === 'Preempted');
    expect(events.map(({ involvedObject, message }) => [involvedObject.name, message])).toEqual([
      [victim?.metadata.name, `Preempted by pod ${urgent.metadata.uid} on node ${victim?.spec.nodeName}`],
    ]);
    // What it waits for is not for others.
    await create('other', {}, '6');
    plane.store.remove('Pod', 'default', victim?.metadata.name ?? '');
    await plane.settled();
    expect(placeOf('urgent')).toBe(victim?.spec.nodeName);
    expect(placeOf('other')).toBeUndefined();
  });

  test('a class may forbid that', async () => {
    await priorityClass('patient', 1000, { preemptionPolicy: 'Never' });
    for (const name of ['a', 'b', 'c']) await create(name, {}, '6');
    await create('waits', { priorityClassName: 'patient' }, '6');
    expect(refusalOf('waits')).toBe(
      '0/3 nodes are available: 3 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never.',
    );
  });
});

test('a pod with gates is held back, says so, and is put on a node when the last of them is gone', async () => {
  const gated = await create('gated', { schedulingGates: [{ name: 'example.com/licence' }] });
  expect(gated.spec.nodeName).toBeUndefined();
  expect(gated.status?.conditions).toEqual([
    expect.objectContaining({
      type: 'PodScheduled',
      status: 'False',
      reason: 'SchedulingGated',
      message: 'Scheduling is blocked due to non-empty scheduling gates',
    }),
  ]);
  plane.store.mutate<Pod>('Pod', 'default', 'gated', ({ spec }) => {
    delete spec.schedulingGates;
  });
  await plane.settled();
  expect(get('gated').spec.nodeName).toBeDefined();
});
