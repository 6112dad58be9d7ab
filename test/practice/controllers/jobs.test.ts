import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CronJob, Job } from '../../../src/practice/objects.ts';
import { workloads } from '../../both/workloads.ts';
import { startPractice } from '../../cluster/support/practice-cluster.ts';
import type { TestCluster } from '../../cluster/support/real-cluster.ts';

/** What Kubernetes learned of jobs after 1.20. */

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startPractice();
}, 60_000);

afterAll(() => cluster?.dispose());

const { kubectl, events, pods, until } = workloads(() => cluster);
const get = async <T>(kind: string, name: string) =>
  JSON.parse(await kubectl('get', kind, name, '-o', 'json')) as T;
const job = (name: string) => get<Job>('job', name);
const condition = async (name: string, type: string) =>
  (await job(name)).status?.conditions?.find((one) => one.type === type);

const template = (command: string, spec: object = {}) => ({
  spec: {
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 1,
    containers: [{ name: 'main', image: 'busybox', command: ['sh', '-c', command] }],
    ...spec,
  },
});
const manifest = (name: string, command: string, spec: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name },
  spec: { ...spec, template: template(command) },
});
const cron = (name: string, command: string, spec: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name },
  spec: { schedule: '@every 10s', jobTemplate: { spec: { template: template(command) } }, ...spec },
});

describe.concurrent('jobs', () => {
  test('of several parts do each of them once', async () => {
    const command = 'echo part $JOB_COMPLETION_INDEX on $(hostname)';
    await cluster.apply(
      manifest('parts', command, { completions: 3, parallelism: 3, completionMode: 'Indexed' }),
    );
    await kubectl('wait', '--for=condition=complete', 'job/parts', '--timeout=40s');
    expect((await job('parts')).status).toMatchObject({ succeeded: 3, completedIndexes: '0-2' });
    const said = await Promise.all(
      (await pods('job-name=parts')).map(({ metadata }) => kubectl('logs', metadata.name)),
    );
    expect(said.sort()).toEqual([0, 1, 2].map((index) => `part ${index} on parts-${index}\n`));
  }, 60_000);

  test('wait a while before they try again', async () => {
    await cluster.apply(manifest('trying', 'exit 1', { backoffLimit: 2 }));
    await until(async () => expect(await condition('trying', 'Failed')).toBeDefined());
    expect((await condition('trying', 'FailureTarget'))?.reason).toBe('BackoffLimitExceeded');
    const tried = await pods('job-name=trying');
    const begun = tried.map(({ metadata }) => Date.parse(metadata.creationTimestamp)).sort();
    const ended = tried
      .map(({ status }) => Date.parse(status?.containerStatuses?.[0]?.state?.terminated?.finishedAt ?? ''))
      .sort();
    expect(begun).toHaveLength(3);
    // Ten seconds, then twenty, at five times the speed; the stamps are of whole seconds.
    expect((begun[1] ?? 0) - (ended[0] ?? 0)).toBeGreaterThanOrEqual(2000);
    expect((begun[2] ?? 0) - (ended[1] ?? 0)).toBeGreaterThanOrEqual(4000);
  }, 60_000);

  test('count what ran past their deadline as failed', async () => {
    await cluster.apply(manifest('slow', 'sleep 1000', { activeDeadlineSeconds: 6 }));
    await until(async () =>
      expect(await condition('slow', 'Failed')).toMatchObject({ reason: 'DeadlineExceeded' }),
    );
    expect((await job('slow')).status?.failed).toBe(1);
  }, 60_000);

  test('can be held, and go on', async () => {
    await cluster.apply(manifest('held', 'true', { suspend: true }));
    await until(async () =>
      expect(await condition('held', 'Suspended')).toMatchObject({ status: 'True', reason: 'JobSuspended' }),
    );
    expect(await pods('job-name=held')).toEqual([]);
    expect((await job('held')).status?.startTime).toBeUndefined();
    await kubectl('patch', 'job', 'held', '--type=merge', '-p', '{"spec":{"suspend":false}}');
    await kubectl('wait', '--for=condition=complete', 'job/held', '--timeout=40s');
    expect(await condition('held', 'Suspended')).toMatchObject({ status: 'False', reason: 'JobResumed' });
    expect((await events('Job', 'held')).map((one) => one.split(' ')[0])).toEqual([
      'Suspended',
      'Resumed',
      'SuccessfulCreate',
      'Completed',
    ]);
  }, 60_000);

  test('go a while after they are over', async () => {
    await cluster.apply(manifest('brief', 'true', { ttlSecondsAfterFinished: 5 }));
    await kubectl('wait', '--for=delete', 'job/brief', '--timeout=40s');
    await until(async () => expect(await pods('job-name=brief')).toEqual([]));
  }, 60_000);

  test('fail at once, or not at all, as their rules say', async () => {
    const policy = (action: string) => ({
      backoffLimit: 3,
      podFailurePolicy: { rules: [{ action, onExitCodes: { operator: 'In', values: [42] } }] },
    });
    await cluster.apply(
      manifest('fatal', 'exit 42', policy('FailJob')),
      manifest('harmless', 'exit 42', policy('Ignore')),
    );
    await until(async () => expect((await condition('fatal', 'Failed'))?.reason).toBe('PodFailurePolicy'));
    expect((await condition('fatal', 'Failed'))?.message).toMatch(
      /^Container main for pod \S+\/fatal-\w{5} failed with exit code 42 matching FailJob rule at index 0$/,
    );
    await until(async () => expect((await pods('job-name=harmless')).length).toBeGreaterThan(1));
    expect((await job('harmless')).status?.failed).toBeUndefined();
  }, 60_000);
});

describe.concurrent('cron jobs', () => {
  const made = async (name: string) =>
    (JSON.parse(await kubectl('get', 'jobs', '-o', 'json')) as { items: Job[] }).items.filter(
      ({ metadata }) => metadata.ownerReferences?.some((one) => one.name === name && one.controller),
    );

  test('make a job at each of their times, and keep the last ones', async () => {
    await cluster.apply(cron('tick', 'echo tick', { successfulJobsHistoryLimit: 1 }));
    await until(async () => {
      const said = await events('CronJob', 'tick');
      expect(said.filter((one) => one.startsWith('SuccessfulDelete')).length).toBeGreaterThan(0);
    });
    const said = (await events('CronJob', 'tick')).map((one) => one.replaceAll(/tick-\d+/g, 'tick-…'));
    expect(said.slice(0, 2)).toEqual([
      'SuccessfulCreate Created job tick-…',
      'SawCompletedJob Saw completed job: tick-…, condition: Complete',
    ]);
    expect((await get<CronJob>('cronjob', 'tick')).status).toMatchObject({
      lastScheduleTime: expect.any(String),
      lastSuccessfulTime: expect.any(String),
    });
    // Held, it makes no more; by hand, it still does.
    await kubectl(
      'patch',
      'cronjob',
      'tick',
      '-p',
      '{"spec":{"suspend":true,"successfulJobsHistoryLimit":9}}',
    );
    await kubectl('create', 'job', 'by-hand', '--from=cronjob/tick');
    await kubectl('wait', '--for=condition=complete', 'job/by-hand', '--timeout=40s');
    expect(await kubectl('get', 'cronjob', 'tick', '--no-headers')).toMatch(
      /^tick +@every 10s +<none> +True +0 /,
    );
  }, 60_000);

  test('start beside, after or instead of the job before, as they say', async () => {
    await cluster.apply(
      cron('beside', 'sleep 1000'),
      cron('after', 'sleep 1000', { concurrencyPolicy: 'Forbid' }),
      cron('instead', 'sleep 1000', { concurrencyPolicy: 'Replace' }),
    );
    await until(async () => expect((await made('beside')).length).toBeGreaterThan(1));
    await until(async () =>
      expect(await events('CronJob', 'after')).toContain(
        'JobAlreadyActive Not starting job because prior execution is running and concurrency policy is Forbid',
      ),
    );
    expect(await made('after')).toHaveLength(1);
    await until(async () =>
      expect((await events('CronJob', 'instead')).join('\n')).toMatch(
        /^SuccessfulDelete Deleted job instead-\d+$/m,
      ),
    );
    expect((await made('instead')).length).toBeLessThan(2);
    await kubectl('delete', 'cronjobs', 'beside', 'after', 'instead');
    await until(async () => expect(await made('beside')).toEqual([]));
  }, 60_000);

  test('with a schedule that is none are refused', async () => {
    await expect(cluster.apply(cron('wrong', 'true', { schedule: '61 * * * *' }))).rejects.toThrow(
      'The CronJob "wrong" is invalid: spec.schedule: Invalid value: "61 * * * *": end of range (61) above maximum (59): 61',
    );
  });
});
