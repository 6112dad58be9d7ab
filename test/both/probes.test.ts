import { describe, expect, test, vi } from 'vitest';
import { onBoth } from './on-both.ts';

const until = (wanted: () => Promise<void>, timeout = 40_000) =>
  vi.waitFor(wanted, { timeout, interval: 300 });
const container = (script: string, more: object = {}) => ({
  name: 'c',
  image: 'busybox',
  command: ['sh', '-c', script],
  ...more,
});
const pod = (name: string, spec: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: name } },
  spec: { terminationGracePeriodSeconds: 1, ...spec },
});

/** How containers are watched over. */
onBoth('containers', (cluster) => {
  const kubectl = (...args: string[]) => cluster().kubectl(...args);
  const apply = (...manifests: object[]) => cluster().apply(...manifests);
  const ready = (name: string) => kubectl('wait', '--for=condition=Ready', `pod/${name}`, '--timeout=60s');
  const status = async (name: string) =>
    JSON.parse(await kubectl('get', 'pod', name, '-o', 'jsonpath={.status}'));
  const eventsOf = (name: string) =>
    kubectl(
      'get',
      'events',
      `--field-selector=involvedObject.name=${name}`,
      '-o',
      'jsonpath={range .items[*]}{.reason}: {.message}{"\\n"}{end}',
    );

  describe.concurrent('and their probes', { timeout: 180_000 }, () => {
    test('one that is not ready is taken out of its Service, and comes back', async () => {
      const readinessProbe = { exec: { command: ['cat', '/tmp/ready'] }, periodSeconds: 1 };
      await apply(
        pod('unready', { containers: [container('touch /tmp/ready; sleep 600', { readinessProbe })] }),
      );
      await kubectl('expose', 'pod', 'unready', '--port=80');
      const addresses = () =>
        kubectl('get', 'endpoints', 'unready', '-o', 'jsonpath={.subsets[*].addresses[*].ip}');
      await ready('unready');
      const { podIP } = await status('unready');
      await until(async () => expect(await addresses()).toBe(podIP));
      await kubectl('exec', 'unready', '--', 'rm', '/tmp/ready');
      await until(async () => expect(await addresses()).toBe(''));
      expect(await kubectl('get', 'pod', 'unready', '--no-headers')).toMatch(/^unready +0\/1 +Running +0 /);
      await until(async () =>
        expect(await eventsOf('unready')).toContain(
          "Unhealthy: Readiness probe failed: cat: can't open '/tmp/ready': No such file or directory",
        ),
      );
      await kubectl('exec', 'unready', '--', 'touch', '/tmp/ready');
      await until(async () => expect(await addresses()).toBe(podIP));
    });

    test('one that is not alive is started anew', async () => {
      const livenessProbe = {
        exec: { command: ['cat', '/tmp/alive'] },
        periodSeconds: 1,
        failureThreshold: 2,
      };
      const script =
        'test -e /data/again || touch /tmp/alive; touch /data/again; sleep 3; rm -f /tmp/alive; sleep 600';
      const volumeMounts = [{ name: 'data', mountPath: '/data' }];
      const volumes = [{ name: 'data', emptyDir: {} }];
      await apply(
        pod('dying', { volumes, containers: [container(script, { livenessProbe, volumeMounts })] }),
      );
      await until(async () =>
        expect((await status('dying')).containerStatuses[0].restartCount).toBeGreaterThan(0),
      );
      const { containerStatuses } = await status('dying');
      expect(containerStatuses[0].lastState.terminated).toMatchObject({ exitCode: 137, reason: 'Error' });
      await until(async () => {
        const events = await eventsOf('dying');
        expect(events).toContain('Killing: Container c failed liveness probe, will be restarted');
        expect(events).toContain('Unhealthy: Liveness probe failed: cat: ');
      });
    });

    test('one that is slow to start is given its time', async () => {
      const startupProbe = { exec: { command: ['cat', '/tmp/up'] }, periodSeconds: 1, failureThreshold: 300 };
      const livenessProbe = { exec: { command: ['cat', '/tmp/up'] }, periodSeconds: 1, failureThreshold: 1 };
      await apply(
        pod('slow', {
          containers: [
            container('while ! test -e /tmp/go; do sleep 1; done; touch /tmp/up; sleep 600', {
              startupProbe,
              livenessProbe,
            }),
          ],
        }),
      );
      await until(async () =>
        expect((await status('slow')).containerStatuses[0]).toMatchObject({ started: false, ready: false }),
      );
      await until(async () =>
        expect(await eventsOf('slow')).toContain('Unhealthy: Startup probe failed: cat: '),
      );
      await kubectl('exec', 'slow', '--', 'touch', '/tmp/go');
      // Kubernetes 1.20 forgets to say that it is ready, too.
      await until(async () =>
        expect((await status('slow')).containerStatuses[0]).toMatchObject({ started: true, restartCount: 0 }),
      );
    });

    test('over TCP and HTTP, with the words of what went wrong', async () => {
      await apply(
        pod('http', {
          containers: [
            {
              name: 'web',
              image: 'registry:2',
              readinessProbe: { httpGet: { path: '/v2/', port: 5000 }, periodSeconds: 1 },
            },
            {
              name: 'c',
              image: 'busybox',
              command: ['sleep', '600'],
              readinessProbe: { httpGet: { path: '/v2/nope', port: 5000 }, periodSeconds: 1 },
            },
            {
              name: 'd',
              image: 'busybox',
              command: ['sleep', '600'],
              readinessProbe: { tcpSocket: { port: 81 }, periodSeconds: 1 },
            },
            {
              name: 'e',
              image: 'busybox',
              command: ['sleep', '600'],
              readinessProbe: { tcpSocket: { port: 5000 }, periodSeconds: 1 },
            },
          ],
        }),
      );
      await until(async () => {
        const events = await eventsOf('http');
        expect(events).toContain('Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 404');
        expect(events).toMatch(
          /Unhealthy: Readiness probe failed: dial tcp \S+:81: connect: connection refused/,
        );
        const { containerStatuses } = await status('http');
        expect(
          containerStatuses.map((one: { name: string; ready: boolean }) => [one.name, one.ready]),
        ).toEqual([
          ['c', false],
          ['d', false],
          ['e', true],
          ['web', true],
        ]);
      });
    });
  });

  describe.concurrent('and their ends', { timeout: 180_000 }, () => {
    test('init containers run one after the other, and once more when one fails', async () => {
      const volumeMounts = [{ name: 'v', mountPath: '/v' }];
      const init = (name: string, script: string) => ({ ...container(script, { volumeMounts }), name });
      const initContainers = [
        init('first', 'echo first >> /v/log'),
        init('second', 'echo second >> /v/log; test $(grep -c second /v/log) -gt 1'),
        init('third', 'echo third >> /v/log'),
      ];
      const volumes = [{ name: 'v', emptyDir: {} }];
      await apply(
        pod('staged', {
          volumes,
          initContainers,
          containers: [container('cat /v/log; sleep 600', { volumeMounts })],
        }),
      );
      await ready('staged');
      expect(await kubectl('logs', 'staged')).toBe('first\nsecond\nsecond\nthird\n');
      const { initContainerStatuses } = await status('staged');
      const ends = initContainerStatuses.map(
        ({ restartCount, ready }: { restartCount: number; ready: boolean }) => [restartCount, ready],
      );
      expect(ends).toEqual([
        [0, true],
        [1, true],
        [0, true],
      ]);
    });

    test('an init container that never gets through', async () => {
      const initContainers = [{ ...container('echo no; exit 3'), name: 'stuck' }];
      await apply(pod('blocked', { initContainers, containers: [container('sleep 600')] }));
      await until(async () =>
        expect(await kubectl('get', 'pod', 'blocked', '--no-headers')).toMatch(
          /^blocked +0\/1 +Init:CrashLoopBackOff /,
        ),
      );
      expect((await status('blocked')).phase).toBe('Pending');
      await apply(
        pod('blocked-once', { restartPolicy: 'Never', initContainers, containers: [container('sleep 600')] }),
      );
      await until(async () =>
        expect(await kubectl('get', 'pod', 'blocked-once', '--no-headers')).toMatch(
          /^blocked-once +0\/1 +Init:Error +0 /,
        ),
      );
      expect((await status('blocked-once')).phase).toBe('Failed');
    });

    test('last words, by file or by log', async () => {
      const containers = [
        container('echo bye > /dev/termination-log; exit 3'),
        {
          ...container('echo said; exit 4', { terminationMessagePolicy: 'FallbackToLogsOnError' }),
          name: 'd',
        },
        { ...container('exit 0'), name: 'e' },
      ];
      await apply(pod('last', { restartPolicy: 'Never', containers }));
      await until(async () => expect((await status('last')).phase).toBe('Failed'));
      const { containerStatuses } = await status('last');
      const ends = containerStatuses.map(
        ({ state }: { state: { terminated: { exitCode: number; message?: string; reason: string } } }) => [
          state.terminated.exitCode,
          state.terminated.reason,
          state.terminated.message,
        ],
      );
      expect(ends).toEqual([
        [3, 'Error', 'bye\n'],
        [4, 'Error', 'said\n'],
        [0, 'Completed', undefined],
      ]);
    });

    test('restart policies', async () => {
      const once = (name: string, restartPolicy: string, code: number) =>
        pod(name, { restartPolicy, containers: [container(`exit ${code}`)] });
      await apply(once('done', 'OnFailure', 0), once('failed', 'Never', 1), once('again', 'OnFailure', 1));
      await until(async () => {
        const phases = await Promise.all(['done', 'failed', 'again'].map(status));
        expect(phases.map(({ phase }) => phase)).toEqual(['Succeeded', 'Failed', 'Running']);
        expect(phases[2].containerStatuses[0].restartCount).toBeGreaterThan(0);
        expect(phases[2].containerStatuses[0].state.waiting).toMatchObject({
          reason: 'CrashLoopBackOff',
          message: expect.stringMatching(/^back-off 10s restarting failed container=c pod=again_\S+\(\S+\)$/),
        });
      });
      await until(async () =>
        expect(await eventsOf('again')).toMatch(/BackOff: Back-off restarting failed container/),
      );
    });

    test('a hook before the end, within the time that is granted', async () => {
      const volumeMounts = [{ name: 'v', mountPath: '/v' }];
      const preStop = { exec: { command: ['sh', '-c', 'echo stopping > /v/said'] } };
      const containers = [
        container('trap "exit 0" TERM; while true; do sleep 1; done', {
          volumeMounts,
          lifecycle: { preStop },
        }),
        {
          ...container('trap "sleep 2; cat /v/said; exit 0" TERM; while true; do sleep 1; done', {
            volumeMounts,
          }),
          name: 'd',
        },
      ];
      const volumes = [{ name: 'v', emptyDir: {} }];
      await apply(pod('polite', { terminationGracePeriodSeconds: 20, volumes, containers }));
      await ready('polite');
      const log = kubectl('logs', 'polite', '-c', 'd', '--follow');
      await kubectl('delete', 'pod', 'polite');
      expect(await log).toMatch(/^stopping\n/);
    });
  });
});
