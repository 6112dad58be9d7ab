import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Deployment, KubeEvent, Pod } from '../../../src/practice/objects.ts';
import type { KubeObject, NodeUsage } from '../../../src/practice/types.ts';
import { type ControlPlane, startControlPlane } from '../support/control-plane.ts';

let plane: ControlPlane;
/** Of every pod, in cores. */
let cpu: number;

const usage = (): NodeUsage[] => {
  const pods = plane.store.list<Pod>('Pod').map(({ metadata }) => ({
    namespace: metadata.namespace ?? '',
    pod: metadata.name,
    containers: [{ name: 'web', cpu, memory: 2 ** 20 }],
  }));
  return [{ node: 'minikube', cpu, memory: 2 ** 30, pods }];
};

beforeEach(async () => {
  plane = await startControlPlane({ usage });
});
afterEach(() => plane[Symbol.asyncDispose]());

async function deploy(resources: object, replicas = 1): Promise<void> {
  const spec = { containers: [{ name: 'web', image: 'nginx', resources }] };
  const labels = { app: 'web' };
  const { code } = await plane.request('POST', '/apis/apps/v1/namespaces/default/deployments', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  });
  expect(code).toBe(201);
  await vi.waitFor(() => expect(deployment().status?.readyReplicas).toBe(replicas), { timeout: 20_000 });
}

async function autoscale(target = 'web'): Promise<void> {
  const path = '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers';
  const { code } = await plane.request('POST', path, {
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target },
      minReplicas: 1,
      maxReplicas: 3,
      targetCPUUtilizationPercentage: 50,
    },
  });
  expect(code).toBe(201);
}

function deployment(): Deployment {
  const found = plane.store.get<Deployment>('apps/Deployment', 'default', 'web');
  if (!found) throw new Error('there is no deployment');
  return found;
}

type Status = { conditions?: { type: string; status: string; reason: string; message: string }[] };
const condition = (type: string) => {
  const kind = 'autoscaling/HorizontalPodAutoscaler';
  const found = plane.store.get<KubeObject & { status?: Status }>(kind, 'default', 'web');
  return found?.status?.conditions?.find((one) => one.type === type);
};
const eventsOf = (reason: string) =>
  plane.store
    .list<KubeEvent>('Event')
    .filter((event) => event.reason === reason)
    .map(({ message }) => message);
const until = (wanted: () => void) => vi.waitFor(wanted, { timeout: 20_000 });

test('a workload that uses more than it should gets more replicas, up to the most', async () => {
  cpu = 0.5;
  await deploy({ requests: { cpu: '100m' } });
  await autoscale();
  await until(() => expect(deployment().spec.replicas).toBe(3));
  expect(eventsOf('SuccessfulRescale')).toEqual([
    'New size: 3; reason: cpu resource utilization (percentage of request) above target',
  ]);
  await until(() =>
    expect(condition('ScalingLimited')).toMatchObject({
      status: 'True',
      reason: 'TooManyReplicas',
      message: 'the desired replica count is more than the maximum replica count',
    }),
  );
  expect(condition('ScalingActive')).toMatchObject({
    status: 'True',
    reason: 'ValidMetricFound',
    message:
      'the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)',
  });
});

test('one that uses less is not scaled down at once', async () => {
  cpu = 0.001;
  await deploy({ requests: { cpu: '100m' } }, 2);
  await autoscale();
  await until(() => expect(condition('ScalingActive')?.status).toBe('True'));
  expect(deployment().spec.replicas).toBe(2);
});

test('pods that ask for nothing cannot be measured against it', async () => {
  cpu = 0.5;
  await deploy({});
  await autoscale();
  const message = /^failed to get cpu utilization: missing request for cpu in container web of Pod web-\S+$/;
  await until(() => expect(eventsOf('FailedGetResourceMetric')).toEqual([expect.stringMatching(message)]));
  expect(condition('ScalingActive')).toMatchObject({ status: 'False', reason: 'FailedGetResourceMetric' });
});

test('a workload that is not there', async () => {
  cpu = 0;
  await autoscale('gone');
  await until(() => expect(eventsOf('FailedGetScale')).toEqual(['deployments.apps "gone" not found']));
  expect(condition('AbleToScale')).toMatchObject({ status: 'False', reason: 'FailedGetScale' });
});
