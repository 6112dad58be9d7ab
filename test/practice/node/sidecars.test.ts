import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Pod } from '../../../src/practice/objects.ts';
import { startCluster, type TestCluster } from './cluster.ts';

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster[Symbol.asyncDispose]());

const shell = (name: string, script: string, more: object = {}) => ({
  name,
  image: 'busybox',
  command: ['sh', '-c', script],
  ...more,
});
const states = (pod: Pod) =>
  (pod.status?.initContainerStatuses ?? []).map(({ name, state, ready }) => [
    name,
    Object.keys(state ?? {})[0],
    ready,
  ]);

const told = (pod: string, what: RegExp) =>
  cluster.until('Event', '', () => cluster.events(pod).some(({ message }) => what.test(message)));

it('a sidecar starts before the others, and runs beside them', async () => {
  const volumeMounts = [{ name: 'v', mountPath: '/v' }];
  cluster.run('accompanied', {
    volumes: [{ name: 'v', emptyDir: {} }],
    initContainers: [
      shell('before', 'echo before >> /v/log', { volumeMounts }),
      shell('beside', 'echo beside >> /v/log; sleep 6000', { volumeMounts, restartPolicy: 'Always' }),
      shell('after', 'echo after >> /v/log', { volumeMounts }),
    ],
    containers: [shell('accompanied', 'cat /v/log; sleep 6000', { volumeMounts })],
  });
  const pod = await cluster.running('accompanied');
  expect(states(pod)).toEqual([
    ['before', 'terminated', true],
    ['beside', 'running', true],
    ['after', 'terminated', true],
  ]);
  expect(await cluster.logged('accompanied', /after/)).toMatch(/^before\n(.*\n)*after\n$/);
});

it('what comes after a sidecar waits until it has started, as its probe sees it', async () => {
  const startupProbe = { exec: { command: ['cat', '/v/up'] }, periodSeconds: 1, failureThreshold: 1000 };
  const volumeMounts = [{ name: 'v', mountPath: '/v' }];
  cluster.run('patient', {
    volumes: [{ name: 'v', emptyDir: {} }],
    initContainers: [shell('slow', 'sleep 6000', { volumeMounts, restartPolicy: 'Always', startupProbe })],
    containers: [shell('patient', 'sleep 6000', { volumeMounts })],
  });
  await told('patient', /^Startup probe failed: cat: /);
  const pod = cluster.store.get<Pod>('Pod', 'default', 'patient');
  expect(pod?.status?.phase).toBe('Pending');
  expect(pod?.status?.containerStatuses?.[0]?.state?.waiting?.reason).toBe('PodInitializing');
});

it('sidecars end when the others have', async () => {
  cluster.run('over', {
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 1,
    initContainers: [shell('beside', 'sleep 6000', { restartPolicy: 'Always' })],
    containers: [shell('over', 'exit 0')],
  });
  const pod = await cluster.until<Pod>('Pod', 'over', (one) => one?.status?.phase === 'Succeeded');
  await cluster.until<Pod>(
    'Pod',
    'over',
    (one) => one?.status?.initContainerStatuses?.[0]?.state?.terminated !== undefined,
  );
  expect(pod.status?.containerStatuses?.[0]?.state?.terminated?.exitCode).toBe(0);
});

it('a probe over gRPC fails, and says that it cannot be done here', async () => {
  cluster.run('grpc', {
    containers: [shell('grpc', 'sleep 6000', { readinessProbe: { grpc: { port: 9000 }, periodSeconds: 1 } })],
  });
  await told('grpc', /the practice cluster does not speak gRPC .* use httpGet/);
});
