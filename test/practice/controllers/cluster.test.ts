import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registerNode } from '../../../src/practice/controllers/node.ts';
import type {
  EndpointSlice,
  Endpoints,
  KubeEvent,
  Namespace,
  Pod,
  Service,
} from '../../../src/practice/objects.ts';
import { type ControlPlane, startControlPlane } from '../support/control-plane.ts';
import { createDeployment, deployments, mergePatch, podsOf, setsOf } from '../support/workloads.ts';

let plane: ControlPlane;

beforeEach(async () => {
  plane = await startControlPlane();
});

afterEach(() => plane[Symbol.asyncDispose]());

const services = '/api/v1/namespaces/default/services';

const createService = async (name: string, spec: object) => {
  const object = { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec };
  const reply = await plane.request('POST', services, object);
  await plane.settled();
  return reply;
};

const createPod = async (name: string, spec: object = {}) => {
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'main', image: 'nginx' }], ...spec },
  };
  const reply = await plane.request('POST', '/api/v1/namespaces/default/pods', object);
  await plane.settled();
  return reply;
};

const pod = (name: string) => plane.store.get<Pod>('Pod', 'default', name);

describe('the scheduler', () => {
  const unscheduled = (name: string) =>
    pod(name)?.status?.conditions?.find((one) => one.type === 'PodScheduled');

  it.each([
    [
      'what it asks for',
      { containers: [{ name: 'main', image: 'nginx', resources: { requests: { cpu: '100' } } }] },
      '0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
    ],
    [
      'where it wants to be',
      { nodeSelector: { disk: 'fast' } },
      "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
    ],
  ])('says why a pod fits nowhere: %s', async (_what, spec, message) => {
    await createPod('big', spec);
    expect(pod('big')?.spec.nodeName).toBeUndefined();
    expect(unscheduled('big')).toMatchObject({ status: 'False', reason: 'Unschedulable', message });
    const [event] = plane.store.list<KubeEvent>('Event').filter((one) => one.reason === 'FailedScheduling');
    expect(event).toMatchObject({ type: 'Warning', message, involvedObject: { name: 'big' } });
  });

  it('tries again when a node comes that fits', async () => {
    await plane.request('PATCH', '/api/v1/nodes/minikube', { spec: { unschedulable: true } }, mergePatch);
    await createPod('waits');
    expect(unscheduled('waits')?.message).toContain('1 node(s) were unschedulable');
    registerNode(plane.store, {
      name: 'minikube-m02',
      address: '192.168.49.3',
      podCIDR: '10.244.1.0/24',
      kubeletVersion: 'v1.32.4',
    });
    await plane.settled();
    expect(pod('waits')?.spec.nodeName).toBe('minikube-m02');
  });

  it('counts what ended pods give back', async () => {
    const half = { containers: [{ name: 'main', image: 'nginx', resources: { requests: { cpu: '5' } } }] };
    await createPod('first', half);
    await createPod('second', half);
    expect(pod('second')?.spec.nodeName).toBeUndefined();
    await plane.request('DELETE', '/api/v1/namespaces/default/pods/first');
    await plane.settled();
    expect(pod('second')?.spec.nodeName).toBe('minikube');
  });
});

describe('a service', () => {
  it('has an address, a node port, and the ready pods behind it', async () => {
    await createDeployment(plane, 'web', { replicas: 2 });
    const { body } = await createService('web', {
      type: 'NodePort',
      selector: { app: 'web' },
      ports: [{ port: 80 }],
    });
    expect(body.spec).toMatchObject({
      clusterIP: expect.stringMatching(/^10\.(9[6-9]|10\d|11[01])\./),
      sessionAffinity: 'None',
    });
    expect(body.spec.ports).toEqual([
      { port: 80, protocol: 'TCP', targetPort: 80, nodePort: expect.any(Number) },
    ]);
    const addresses = () =>
      plane.store.get<Endpoints>('Endpoints', 'default', 'web')?.subsets?.[0]?.addresses ?? [];
    expect(addresses().map((one) => one.ip)).toEqual(
      podsOf(plane.store, 'web')
        .map((one) => one.status?.podIP)
        .sort(byPod(plane)),
    );
    const [slice] = plane.store.list<EndpointSlice>('discovery.k8s.io/EndpointSlice');
    expect(slice?.metadata.labels?.['kubernetes.io/service-name']).toBe('web');
    expect(slice?.endpoints.map((one) => one.conditions?.ready)).toEqual([true, true]);
  });

  it('does not lead to pods that are not ready, nor to those of other labels', async () => {
    await createService('web', { selector: { app: 'web' }, ports: [{ port: 80 }] });
    await createDeployment(plane, 'web', { image: 'never-there' });
    const endpoints = plane.store.get<Endpoints>('Endpoints', 'default', 'web');
    expect(endpoints?.subsets?.[0]?.addresses).toBeUndefined();
    expect(endpoints?.subsets?.[0]?.notReadyAddresses).toHaveLength(1);
  });

  it('finds ports by the name that the pod gives them', async () => {
    const containers = [{ name: 'main', image: 'nginx', ports: [{ name: 'http', containerPort: 8080 }] }];
    await createDeployment(plane, 'web', { podSpec: { containers } });
    await createService('web', { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] });
    expect(plane.store.get<Endpoints>('Endpoints', 'default', 'web')?.subsets?.[0]?.ports).toEqual([
      { port: 8080, protocol: 'TCP' },
    ]);
  });

  it('gives its node port back when it goes, or is a cluster address again', async () => {
    const ports = [{ port: 80, nodePort: 31_000 }];
    expect((await createService('a', { type: 'NodePort', ports })).code).toBe(201);
    const taken = await createService('b', { type: 'NodePort', ports });
    expect([taken.code, taken.body.message]).toEqual([
      422,
      'Service "b" is invalid: spec.ports[0].nodePort: Invalid value: 31000: provided port is already allocated',
    ]);
    await plane.request('DELETE', `${services}/a`);
    expect((await createService('b', { type: 'NodePort', ports })).code).toBe(201);
    const changed = await plane.request(
      'PATCH',
      `${services}/b`,
      { spec: { type: 'ClusterIP' } },
      mergePatch,
    );
    expect(changed.body.spec.ports[0].nodePort).toBeUndefined();
    expect((await createService('c', { type: 'NodePort', ports })).code).toBe(201);
    const outside = await createService('d', { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] });
    expect(outside.body.message).toContain('The range of valid ports is 30000-32767');
  });

  it('takes its endpoints with it', async () => {
    await createService('web', { selector: { app: 'web' }, ports: [{ port: 80 }] });
    await plane.request('DELETE', `${services}/web`);
    await plane.settled();
    expect(plane.store.get('Endpoints', 'default', 'web')).toBeUndefined();
    expect(plane.store.list('discovery.k8s.io/EndpointSlice')).toEqual([]);
  });

  it('kubernetes comes back', async () => {
    await plane.request('DELETE', `${services}/kubernetes`);
    await plane.settled();
    expect(plane.store.get<Service>('Service', 'default', 'kubernetes')?.spec.clusterIP).toBe('10.96.0.1');
  });
});

/** Pods' addresses in the order of their pods' names. */
function byPod({ store }: ControlPlane) {
  const names = new Map(store.list<Pod>('Pod').map((one) => [one.status?.podIP, one.metadata.name]));
  return (left?: string, right?: string) => ((names.get(left) ?? '') < (names.get(right) ?? '') ? -1 : 1);
}

describe('deletion', () => {
  const left = () => setsOf(plane.store, 'web').length + podsOf(plane.store, 'web').length;

  it.each([['Background'], ['Foreground']])(
    'takes along what belongs to an object: %s',
    async (propagationPolicy) => {
      await createDeployment(plane, 'web', { replicas: 2 });
      await plane.request('DELETE', `${deployments}/web`, { propagationPolicy });
      await plane.settled();
      expect(left()).toBe(0);
      expect((await plane.request('GET', `${deployments}/web`)).code).toBe(404);
    },
  );

  it('leaves it, without an owner, when asked to', async () => {
    await createDeployment(plane, 'web', { replicas: 2 });
    await plane.request('DELETE', `${deployments}/web`, { propagationPolicy: 'Orphan' });
    await plane.settled();
    const [set] = setsOf(plane.store, 'web');
    expect(set?.metadata.ownerReferences).toBeUndefined();
    expect(podsOf(plane.store, 'web')).toHaveLength(2);
  });

  it('of a pod waits for its kubelet, unless it is forced', async () => {
    await using quiet = await startControlPlane({ kubelet: false });
    const path = '/api/v1/namespaces/default/pods';
    const object = { metadata: { name: 'one' }, spec: { containers: [{ name: 'main', image: 'nginx' }] } };
    await quiet.request('POST', path, object);
    await quiet.settled();
    const { body } = await quiet.request('DELETE', `${path}/one`);
    expect(body.metadata).toMatchObject({
      deletionTimestamp: expect.any(String),
      deletionGracePeriodSeconds: 30,
    });
    expect((await quiet.request('GET', `${path}/one`)).code).toBe(200);
    await quiet.request('DELETE', `${path}/one`, { gracePeriodSeconds: 0 });
    expect((await quiet.request('GET', `${path}/one`)).code).toBe(404);
  });

  it('of a namespace empties it first', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } };
    expect((await plane.request('POST', '/api/v1/namespaces', namespace)).code).toBe(201);
    await plane.settled();
    expect(plane.store.get('ServiceAccount', 'other', 'default')).toBeDefined();
    const object = { metadata: { name: 'held', finalizers: ['test/wait'] } };
    await plane.request('POST', '/api/v1/namespaces/other/configmaps', object);
    await plane.request('DELETE', '/api/v1/namespaces/other');
    await plane.settled();
    expect(plane.store.get<Namespace>('Namespace', undefined, 'other')?.status).toMatchObject({
      phase: 'Terminating',
      conditions: expect.arrayContaining([
        expect.objectContaining({
          reason: 'SomeResourcesRemain',
          message: 'Some resources are remaining: configmaps. has 1 resource instances',
        }),
        expect.objectContaining({
          reason: 'SomeFinalizersRemain',
          message:
            'Some content in the namespace has finalizers remaining: test/wait in 1 resource instances',
        }),
      ]),
    });
    expect(plane.store.get('ServiceAccount', 'other', 'default')).toBeUndefined();
    const refused = await plane.request('POST', '/api/v1/namespaces/other/configmaps', {
      metadata: { name: 'late' },
    });
    expect(refused.body.message).toBe(
      'configmaps "late" is forbidden: unable to create new content in namespace other because it is being terminated',
    );
    await plane.request(
      'PATCH',
      '/api/v1/namespaces/other/configmaps/held',
      { metadata: { finalizers: null } },
      mergePatch,
    );
    await plane.settled();
    expect(plane.store.get('Namespace', undefined, 'other')).toBeUndefined();
  });
});

describe('events', () => {
  it('count what happens again, and have names that sort by time', async () => {
    const { recordEvent } = await import('../../../src/practice/controllers/events.ts');
    await createPod('one');
    const object = pod('one');
    if (!object) throw new Error('there is no pod');
    const about = { object, type: 'Warning' as const, reason: 'BackOff', source: { component: 'kubelet' } };
    for (let count = 0; count < 3; count += 1) recordEvent(plane.store, { ...about, message: 'again' });
    recordEvent(plane.store, { ...about, message: 'other' });
    const events = plane.store.list<KubeEvent>('Event').filter((event) => event.reason === 'BackOff');
    expect(events.map(({ message, count }) => [message, count])).toEqual([
      ['again', 3],
      ['other', 1],
    ]);
    const names = plane.store
      .list<KubeEvent>('Event')
      .filter((one) => one.involvedObject.name === 'one')
      .map((one) => one.metadata.name);
    expect(names).toEqual([...names].sort());
  });
});
