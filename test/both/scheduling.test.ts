import { describe, expect, test, vi } from 'vitest';
import { onBoth } from './on-both.ts';

const until = (wanted: () => Promise<void>) => vi.waitFor(wanted, { timeout: 40_000, interval: 300 });
const pod = (name: string, spec: object = {}, cpu?: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: name } },
  spec: {
    terminationGracePeriodSeconds: 0,
    containers: [
      {
        name: 'c',
        image: 'busybox',
        command: ['sleep', '600'],
        ...(cpu === undefined ? {} : { resources: { requests: { cpu } } }),
      },
    ],
    ...spec,
  },
});
const refusal = (failing: Promise<unknown>) =>
  failing.then(
    () => expect.fail('it was accepted'),
    ({ stderr }: { stderr: string }) => stderr,
  );

/** Both clusters have one node, which is nobody's to change here. */
onBoth('scheduling', (cluster) => {
  const kubectl = (...args: string[]) => cluster().kubectl(...args);
  const apply = (...manifests: object[]) => cluster().apply(...manifests);
  const ready = (name: string) => kubectl('wait', '--for=condition=Ready', `pod/${name}`, '--timeout=60s');
  const isRefused = (name: string, why: RegExp) =>
    until(async () => {
      const { conditions } = JSON.parse(await kubectl('get', 'pod', name, '-o', 'jsonpath={.status}'));
      expect(conditions).toEqual([
        expect.objectContaining({
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: expect.stringMatching(why),
        }),
      ]);
      const described = await kubectl('describe', 'pod', name);
      expect(described).toMatch(/Warning +FailedScheduling .*default-scheduler +0\/1 nodes are available: /);
    });

  describe.concurrent('a pod', { timeout: 90_000 }, () => {
    test('that asks for more than there is', async () => {
      await apply(pod('huge', {}, '1000'));
      await isRefused('huge', /^0\/1 nodes are available: 1 Insufficient cpu\./);
      expect(await kubectl('get', 'pod', 'huge', '--no-headers')).toMatch(/^huge +0\/1 +Pending +0 /);
    });

    test('that selects a node that there is not', async () => {
      await apply(pod('picky', { nodeSelector: { disk: 'none' } }));
      await isRefused('picky', /^0\/1 nodes are available: 1 node\(s\) didn't match (Pod's )?node /);
    });

    test('that selects the node by its name, as a label and as a field', async () => {
      const node = await kubectl('get', 'nodes', '-o', 'jsonpath={.items[0].metadata.name}');
      const matchFields = [{ key: 'metadata.name', operator: 'In', values: [node] }];
      const nodeSelectorTerms = [{ matchFields }];
      const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
      await apply(
        pod('labelled', { nodeSelector: { 'kubernetes.io/hostname': node } }),
        pod('named', { affinity: { nodeAffinity } }),
      );
      await Promise.all([ready('labelled'), ready('named')]);
    });

    test('that wants no other of its kind on its node', async () => {
      const term = {
        labelSelector: { matchLabels: { alone: 'yes' } },
        topologyKey: 'kubernetes.io/hostname',
      };
      const podAntiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [term] };
      const labels = { alone: 'yes' };
      const first = {
        ...pod('first', { affinity: { podAntiAffinity } }),
        metadata: { name: 'first', labels },
      };
      const second = {
        ...pod('second', { affinity: { podAntiAffinity } }),
        metadata: { name: 'second', labels },
      };
      await apply(first);
      await ready('first');
      await apply(second);
      await isRefused('second', /1 node\(s\) didn't match pod (affinity\/)?anti-affinity/);
      await kubectl('delete', 'pod', 'first');
      await ready('second');
    });

    test('whose place is taken, until it is free', async () => {
      const taken = (name: string) => {
        const one = pod(name);
        const [container] = one.spec.containers;
        return {
          ...one,
          spec: {
            ...one.spec,
            containers: [{ ...container, ports: [{ containerPort: 80, hostPort: 31_973 }] }],
          },
        };
      };
      await apply(taken('holder'));
      await ready('holder');
      await apply(taken('waiter'));
      await isRefused('waiter', /1 node\(s\) didn't have free ports for the requested pod ports/);
      await kubectl('delete', 'pod', 'holder');
      await ready('waiter');
    });

    test('of a class that there is not', async () => {
      expect(await refusal(apply(pod('lost', { priorityClassName: 'nonesuch' })))).toContain(
        'pods "lost" is forbidden: no PriorityClass with name nonesuch was found',
      );
    });

    test('that another scheduler is to place stays as it is', async () => {
      await apply(pod('foreign', { schedulerName: 'another' }), pod('own'));
      await ready('own');
      const { phase, conditions } = JSON.parse(
        await kubectl('get', 'pod', 'foreign', '-o', 'jsonpath={.status}'),
      );
      expect([phase, conditions]).toEqual(['Pending', undefined]);
    });
  });
});
