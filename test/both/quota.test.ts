import { expect, test, vi } from 'vitest';
import { onBoth } from './on-both.ts';

const until = (wanted: () => Promise<void>) => vi.waitFor(wanted, { timeout: 30_000, interval: 200 });
const pod = (name: string, ...resources: object[]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: {
    terminationGracePeriodSeconds: 0,
    containers: resources.map((one, index) => ({
      name: `c${index}`,
      image: 'busybox',
      command: ['sleep', '600'],
      resources: one,
    })),
  },
});
const refusal = (failing: Promise<unknown>) =>
  failing.then(
    () => expect.fail('it was accepted'),
    ({ stderr }: { stderr: string }) => stderr,
  );

/** Objects that say what others may take. A quota concerns its whole namespace: each test takes its own away again. */
onBoth('limits of a namespace', (cluster) => {
  const kubectl = (...args: string[]) => cluster().kubectl(...args);
  const apply = (...manifests: object[]) => cluster().apply(...manifests);
  const quota = async (name: string, hard: Record<string, string>) => {
    await apply({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name }, spec: { hard } });
    await until(async () =>
      expect(JSON.parse(await kubectl('get', 'quota', name, '-o', 'jsonpath={.status.hard}'))).toEqual(hard),
    );
  };
  const used = async (name: string) =>
    JSON.parse(await kubectl('get', 'quota', name, '-o', 'jsonpath={.status.used}'));

  test('a quota counts what pods ask for, and refuses what is too much', async () => {
    await quota('compute', { 'requests.cpu': '1', 'limits.memory': '1Gi', pods: '2' });
    expect(await refusal(apply(pod('silent', {})))).toMatch(
      /pods "silent" is forbidden: failed quota: compute: must specify limits.memory.*requests.cpu/,
    );
    const first = pod('first', { requests: { cpu: '700m' }, limits: { memory: '300Mi' } });
    await apply(first);
    await until(async () =>
      expect(await used('compute')).toEqual({ 'requests.cpu': '700m', 'limits.memory': '300Mi', pods: '1' }),
    );
    const second = pod('second', { requests: { cpu: '500m' }, limits: { memory: '900Mi' } });
    expect(await refusal(apply(second))).toContain(
      'pods "second" is forbidden: exceeded quota: compute, requested: limits.memory=900Mi,requests.cpu=500m, used: limits.memory=300Mi,requests.cpu=700m, limited: limits.memory=1Gi,requests.cpu=1',
    );
    expect(await kubectl('describe', 'quota', 'compute')).toMatch(
      /limits.memory +300Mi +1Gi\npods +1 +2\nrequests.cpu +700m +1\n/,
    );
    await kubectl('delete', 'pod', 'first', '--wait');
    await until(async () =>
      expect(await used('compute')).toEqual({ 'requests.cpu': '0', 'limits.memory': '0', pods: '0' }),
    );
    await kubectl('delete', 'quota', 'compute');
  });

  test('a quota counts objects of any kind', async () => {
    await quota('objects', { 'count/deployments.apps': '1', 'services.nodeports': '0', configmaps: '2' });
    await kubectl('create', 'deployment', 'one', '--image=registry:2');
    expect(await refusal(kubectl('create', 'deployment', 'two', '--image=registry:2'))).toContain(
      'deployments.apps "two" is forbidden: exceeded quota: objects, requested: count/deployments.apps=1, used: count/deployments.apps=1, limited: count/deployments.apps=1',
    );
    expect(await refusal(kubectl('create', 'service', 'nodeport', 'open', '--tcp=80'))).toContain(
      'services "open" is forbidden: exceeded quota: objects, requested: services.nodeports=1, used: services.nodeports=0, limited: services.nodeports=0',
    );
    // One is in every namespace.
    await kubectl('create', 'configmap', 'a');
    expect(await refusal(kubectl('create', 'configmap', 'b'))).toContain(
      'configmaps "b" is forbidden: exceeded quota: objects, requested: configmaps=1, used: configmaps=2, limited: configmaps=2',
    );
    await kubectl('delete', 'deployment', 'one');
    await kubectl('delete', 'quota', 'objects');
  });

  test('a deployment that a quota stops says why', async () => {
    await quota('few', { pods: '1' });
    await kubectl('create', 'deployment', 'crowd', '--image=registry:2', '--replicas=3');
    await until(async () =>
      expect(await kubectl('get', 'events', '--field-selector=reason=FailedCreate')).toMatch(
        /Error creating: pods "crowd-\w+-\w+" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1/,
      ),
    );
    const path = '{.status.conditions[?(@.type=="ReplicaFailure")].reason}';
    await until(async () =>
      expect(await kubectl('get', 'deployment', 'crowd', '-o', `jsonpath=${path}`)).toBe('FailedCreate'),
    );
    await kubectl('delete', 'deployment', 'crowd');
    await kubectl('delete', 'quota', 'few');
  });

  test('a quota holds for what controllers make of what was asked for', async () => {
    await quota('made', {
      'count/replicasets.apps': '0',
      'count/jobs.batch': '0',
      persistentvolumeclaims: '0',
    });
    const labels = { app: 'kept' };
    const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'registry:2' }] } };
    const resources = { requests: { storage: '1Mi' } };
    await apply(
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'setless' },
        spec: { selector: { matchLabels: labels }, template },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'claimless' },
        spec: {
          serviceName: 'claimless',
          selector: { matchLabels: labels },
          template,
          volumeClaimTemplates: [
            { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources } },
          ],
        },
      },
    );
    await until(async () => {
      const events = await kubectl('get', 'events');
      expect(events).toMatch(
        /ReplicaSetCreateError +deployment\/setless +Failed to create new replica set "(setless-\w+)": replicasets.apps "\1" is forbidden: exceeded quota: made, requested: count\/replicasets.apps=1, used: count\/replicasets.apps=0, limited: count\/replicasets.apps=0/,
      );
      expect(events).toMatch(
        /FailedCreate +statefulset\/claimless +create Claim data-claimless-0 for Pod claimless-0 in StatefulSet claimless failed error: persistentvolumeclaims "data-claimless-0" is forbidden: exceeded quota: made, requested: persistentvolumeclaims=1, used: persistentvolumeclaims=0, limited: persistentvolumeclaims=0/,
      );
    });
    const path = '{.status.conditions[?(@.type=="Progressing")].reason}';
    await until(async () =>
      expect(await kubectl('get', 'deployment', 'setless', '-o', `jsonpath=${path}`)).toBe(
        'ReplicaSetCreateError',
      ),
    );
    await kubectl('delete', 'deployment/setless', 'statefulset/claimless', 'quota/made');
  });

  test('a limit range fills in what is not said, and refuses what is out of its bounds', async () => {
    await apply({
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'bounds' },
      spec: {
        limits: [
          {
            type: 'Container',
            default: { cpu: '500m', memory: '128Mi' },
            defaultRequest: { cpu: '100m' },
            min: { cpu: '50m' },
            max: { cpu: '1', memory: '256Mi' },
            maxLimitRequestRatio: { cpu: '10' },
          },
          { type: 'Pod', max: { cpu: '1500m' } },
        ],
      },
    });
    await apply(pod('filled', {}));
    const found = JSON.parse(await kubectl('get', 'pod', 'filled', '-o', 'json'));
    expect(found.spec.containers[0].resources).toEqual({
      limits: { cpu: '500m', memory: '128Mi' },
      requests: { cpu: '100m', memory: '128Mi' },
    });
    expect(found.metadata.annotations['kubernetes.io/limit-ranger']).toBe(
      'LimitRanger plugin set: cpu, memory request for container c0; cpu, memory limit for container c0',
    );
    expect(await refusal(apply(pod('big', { limits: { cpu: '2' } })))).toContain(
      'pods "big" is forbidden: [maximum cpu usage per Container is 1, but limit is 2, maximum cpu usage per Pod is 1500m, but limit is 2]',
    );
    expect(await refusal(apply(pod('small', { requests: { cpu: '10m' } })))).toContain(
      'pods "small" is forbidden: [minimum cpu usage per Container is 50m, but request is 10m, cpu max limit to request ratio per Container is 10, but provided ratio is 50.000000]',
    );
    expect(
      await refusal(apply(pod('sum', {}, { limits: { cpu: '1' } }, { limits: { cpu: '1' } }))),
    ).toContain('pods "sum" is forbidden: maximum cpu usage per Pod is 1500m, but limit is 2500m');
    expect(await refusal(apply(pod('odd', { requests: { cpu: '700m' } })))).toContain(
      'spec.containers[0].resources.requests: Invalid value: "700m": must be less than or equal to cpu limit',
    );
    await kubectl('delete', 'limitrange', 'bounds');
    await kubectl('delete', 'pod', 'filled', '--wait=false');
  });
});
