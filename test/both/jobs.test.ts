import { describe, expect, test } from 'vitest';
import type { Job } from '../../src/practice/objects.ts';
import { onBoth } from './on-both.ts';
import { workloads } from './workloads.ts';

const manifest = (name: string, command: string, spec: object = {}, template: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name },
  spec: {
    ...spec,
    template: {
      spec: {
        restartPolicy: 'Never',
        automountServiceAccountToken: false,
        terminationGracePeriodSeconds: 1,
        containers: [{ name: 'main', image: 'busybox', command: ['sh', '-c', command] }],
        ...template,
      },
    },
  },
});

onBoth('jobs', (cluster) => {
  const { kubectl, events, pods, until } = workloads(cluster);
  const job = async (name: string) => JSON.parse(await kubectl('get', 'job', name, '-o', 'json')) as Job;
  const condition = async (name: string, type: string) =>
    (await job(name)).status?.conditions?.find((one) => one.type === type);
  const reasons = async (name: string) =>
    (await events('Job', name)).map((one) => one.replace(/-\w{5}$/, '-…'));

  describe.concurrent('each on its own', () => {
    test('succeed, and say so', async () => {
      await kubectl('create', 'job', 'hello', '--image=busybox', '--', 'echo', 'hello');
      expect(await kubectl('wait', '--for=condition=complete', 'job/hello', '--timeout=40s')).toBe(
        'job.batch/hello condition met\n',
      );
      expect(await kubectl('logs', 'job/hello')).toBe('hello\n');
      const { status } = await job('hello');
      expect(status).toMatchObject({
        succeeded: 1,
        startTime: expect.any(String),
        completionTime: expect.any(String),
      });
      expect(status?.active).toBeUndefined();
      expect(await reasons('hello')).toEqual([
        'SuccessfulCreate Created pod: hello-…',
        'Completed Job completed',
      ]);
      expect(await kubectl('get', 'job', 'hello', '--no-headers')).toMatch(
        /^hello +(Complete +)?1\/1 +\d+s /,
      );
    }, 180_000);

    test('run as many pods as they are to, and no more at a time than they may', async () => {
      await cluster().apply(manifest('many', 'sleep 1', { completions: 3, parallelism: 2 }));
      let most = 0;
      await until(async () => {
        const { status } = await job('many');
        most = Math.max(most, status?.active ?? 0);
        expect(status?.succeeded).toBe(3);
      });
      expect(most).toBeLessThanOrEqual(2);
      expect(await pods('job-name=many')).toHaveLength(3);
    }, 180_000);

    test('give up when too many of their pods have failed', async () => {
      await cluster().apply(manifest('failing', 'echo no database; exit 3', { backoffLimit: 1 }));
      await until(async () => expect((await job('failing')).status?.failed).toBe(1));
      await until(async () => expect(await condition('failing', 'Failed')).toBeDefined());
      expect(await condition('failing', 'Failed')).toMatchObject({
        status: 'True',
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
      });
      expect((await job('failing')).status).toMatchObject({ failed: 2 });
      expect(await reasons('failing')).toEqual([
        'SuccessfulCreate Created pod: failing-…',
        'SuccessfulCreate Created pod: failing-…',
        'BackoffLimitExceeded Job has reached the specified backoff limit',
      ]);
    }, 180_000);

    test('whose container is started again where it is give up by its restarts', async () => {
      const template = { restartPolicy: 'OnFailure' };
      await cluster().apply(manifest('restarting', 'exit 1', { backoffLimit: 1 }, template));
      await until(async () =>
        expect((await condition('restarting', 'Failed'))?.reason).toBe('BackoffLimitExceeded'),
      );
      await until(async () => expect(await pods('job-name=restarting')).toEqual([]));
      expect(await reasons('restarting')).toEqual([
        'SuccessfulCreate Created pod: restarting-…',
        'SuccessfulDelete Deleted pod: restarting-…',
        'BackoffLimitExceeded Job has reached the specified backoff limit',
      ]);
    }, 180_000);

    test('that take too long are ended', async () => {
      await cluster().apply(manifest('slow', 'sleep 1000', { activeDeadlineSeconds: 6 }));
      await until(async () => expect(await condition('slow', 'Failed')).toBeDefined());
      expect(await condition('slow', 'Failed')).toMatchObject({
        reason: 'DeadlineExceeded',
        message: 'Job was active longer than specified deadline',
      });
      await until(async () =>
        expect(await events('Job', 'slow')).toContain(
          'DeadlineExceeded Job was active longer than specified deadline',
        ),
      );
      // What it had running goes. Whether that is counted as failed is a race in a real controller:
      // its status conflicts with an earlier one, is worked out anew, and finds no pod any more.
      await until(async () => expect(await pods('job-name=slow')).toEqual([]));
      expect((await job('slow')).status?.active).toBeUndefined();
    }, 180_000);

    test('deleted take their pods along', async () => {
      await cluster().apply(manifest('gone', 'sleep 1000', { parallelism: 2 }));
      await until(async () => expect((await job('gone')).status?.active).toBe(2));
      await kubectl('delete', 'job', 'gone');
      await until(async () => expect(await pods('job-name=gone')).toEqual([]));
    }, 180_000);
  });
});
