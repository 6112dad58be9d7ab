import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pod } from '../../../src/practice/objects.ts';
import { startCluster, type TestCluster } from './cluster.ts';

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster[Symbol.asyncDispose]());

const stateOf = (pod: Pod | undefined) => pod?.status?.containerStatuses?.[0]?.state;
const remove = (name: string, grace = 30) =>
  cluster.store.mutate<Pod>('Pod', 'default', name, ({ metadata }) => {
    metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
    metadata.deletionGracePeriodSeconds = grace;
  });

describe('a pod', () => {
  it('is pulled, created and started, with the events and the status of a real one', async () => {
    cluster.run('web', { containers: [{ name: 'web', image: 'nginx' }] });
    const { status } = await cluster.running('web');
    expect(status).toMatchObject({ phase: 'Running', hostIP: '192.168.49.2', qosClass: 'BestEffort' });
    expect(status?.podIP).toMatch(/^10\.244\.0\.\d+$/);
    expect(status?.containerStatuses?.[0]).toMatchObject({
      image: 'docker.io/library/nginx:latest',
      imageID: expect.stringMatching(/^docker\.io\/library\/nginx@sha256:[0-9a-f]{64}$/),
      containerID: expect.stringMatching(/^containerd:\/\/[0-9a-f]{64}$/),
      ready: true,
      restartCount: 0,
      started: true,
    });
    expect(
      cluster.events('web').map(({ reason, message }) => `${reason}: ${message.replace(/in .*/, '')}`),
    ).toEqual([
      'Pulling: Pulling image "nginx"',
      'Pulled: Successfully pulled image "nginx" ',
      'Created: Created container: web',
      'Started: Started container web',
    ]);
  });

  it('whose image is in no registry says so, and keeps trying', async () => {
    cluster.run('typo', { containers: [{ name: 'typo', image: 'ngnix:1.27' }] });
    const pod = await cluster.until<Pod>(
      'Pod',
      'typo',
      (one) => stateOf(one)?.waiting?.reason === 'ErrImagePull',
    );
    expect(pod.status?.phase).toBe('Pending');
    await cluster.until<Pod>('Pod', 'typo', (one) => stateOf(one)?.waiting?.reason === 'ImagePullBackOff');
    await expect(cluster.logs('typo')).rejects.toThrow(
      'container "typo" in pod "typo" is waiting to start: trying and failing to pull image',
    );
    await cluster.until<Pod>('Pod', 'typo', (one) => stateOf(one)?.waiting?.reason === 'ErrImagePull');
    const messages = cluster.events('typo').map(({ message }) => message);
    expect(messages).toContain('Error: ErrImagePull');
    expect(messages).toContain('Back-off pulling image "ngnix:1.27"');
    expect(messages.find((message) => message.startsWith('Failed to pull'))).toMatch(
      /^Failed to pull image "ngnix:1\.27": .*docker\.io\/library\/ngnix:1\.27: not found$/,
    );
  });

  it('whose command does not exist says what the runtime says', async () => {
    cluster.run('foo', { containers: [{ name: 'foo', image: 'busybox:1.36', command: ['foo', 'bar'] }] });
    const pod = await cluster.until<Pod>(
      'Pod',
      'foo',
      (one) => stateOf(one)?.waiting?.reason === 'RunContainerError',
    );
    expect(stateOf(pod)?.waiting?.message).toContain('exec: "foo": executable file not found in $PATH');
    expect(pod.status?.containerStatuses?.[0]?.lastState?.terminated).toMatchObject({
      exitCode: 128,
      reason: 'StartError',
    });
    await cluster.until<Pod>('Pod', 'foo', (one) => stateOf(one)?.waiting?.reason === 'CrashLoopBackOff');
  });

  it('that crashes is started again, later each time, and keeps the log of the time before', async () => {
    const script = 'n=$(cat /data/n 2>/dev/null || echo 0); echo run $n; echo $((n+1)) > /data/n; exit 3';
    cluster.run('crash', {
      volumes: [{ name: 'data', emptyDir: {} }],
      containers: [
        {
          name: 'crash',
          image: 'busybox:1.36',
          command: ['sh', '-c', script],
          volumeMounts: [{ name: 'data', mountPath: '/data' }],
        },
      ],
    });
    const pod = await cluster.until<Pod>('Pod', 'crash', (one) => {
      const status = one?.status?.containerStatuses?.[0];
      return status?.restartCount === 2 && status.state?.waiting?.reason === 'CrashLoopBackOff';
    });
    expect(stateOf(pod)?.waiting?.message).toMatch(
      /^back-off 20s restarting failed container=crash pod=crash_default/,
    );
    expect(pod.status?.containerStatuses?.[0]?.lastState?.terminated).toMatchObject({
      exitCode: 3,
      reason: 'Error',
    });
    expect(await cluster.logs('crash')).toBe('run 2\n');
    expect(await cluster.logs('crash', 'crash', true)).toBe('run 1\n');
  });

  it.each([
    ['succeeds', 'exit 0', 'Succeeded', 'Completed'],
    ['fails', 'exit 1', 'Failed', 'Error'],
  ])('that is never restarted %s for good', async (name, script, phase, reason) => {
    const command = ['sh', '-c', `echo done; ${script}`];
    cluster.run(name, { restartPolicy: 'Never', containers: [{ name, image: 'busybox:1.36', command }] });
    const pod = await cluster.until<Pod>('Pod', name, (one) => one?.status?.phase === phase);
    expect(stateOf(pod)?.terminated).toMatchObject({ reason });
    expect(await cluster.logs(name)).toBe('done\n');
  });

  it('runs its init containers first, one after the other', async () => {
    const step = (name: string, script: string) => ({
      name,
      image: 'busybox:1.36',
      command: ['sh', '-c', script],
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
    });
    cluster.run('staged', {
      volumes: [{ name: 'data', emptyDir: {} }],
      initContainers: [step('first', 'echo one >> /data/log'), step('second', 'echo two >> /data/log')],
      containers: [step('staged', 'cat /data/log; sleep 1000')],
    });
    const { status } = await cluster.running('staged');
    expect(status?.initContainerStatuses?.map(({ state }) => state?.terminated?.reason)).toEqual([
      'Completed',
      'Completed',
    ]);
    expect(await cluster.logged('staged', /two/)).toBe('one\ntwo\n');
  });

  it('gets its environment from the pod, ConfigMaps and itself', async () => {
    cluster.configMap('settings', { COLOUR: 'blue', 'app.conf': 'level=3\n' });
    cluster.run('configured', {
      volumes: [
        { name: 'conf', configMap: { name: 'settings', items: [{ key: 'app.conf', path: 'app.conf' }] } },
      ],
      containers: [
        {
          name: 'configured',
          image: 'busybox:1.36',
          command: ['sh', '-c', 'echo $GREETING $COLOUR $ME $(WHO); cat /etc/app/app.conf; sleep 1000'],
          env: [
            { name: 'WHO', value: 'world' },
            { name: 'GREETING', value: 'hello $(WHO)' },
            { name: 'COLOUR', valueFrom: { configMapKeyRef: { name: 'settings', key: 'COLOUR' } } },
            { name: 'ME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          ],
          volumeMounts: [{ name: 'conf', mountPath: '/etc/app' }],
        },
      ],
    });
    expect(await cluster.logged('configured', /level/)).toBe('hello world blue configured world\nlevel=3\n');
    cluster.store.mutate('ConfigMap', 'default', 'settings', (draft) =>
      Object.assign(draft, { data: { 'app.conf': 'level=4\n' } }),
    );
    expect(await cluster.exec('configured', 'cat', '/etc/app/app.conf')).toMatchObject({ out: 'level=4\n' });
  });

  it('waits for a ConfigMap that is not there yet', async () => {
    cluster.run('early', {
      containers: [
        {
          name: 'early',
          image: 'busybox:1.36',
          command: ['sleep', '1000'],
          envFrom: [{ configMapRef: { name: 'late' } }],
        },
      ],
    });
    const pod = await cluster.until<Pod>(
      'Pod',
      'early',
      (one) => stateOf(one)?.waiting?.reason === 'CreateContainerConfigError',
    );
    expect(stateOf(pod)?.waiting?.message).toBe('configmap "late" not found');
    cluster.configMap('late', { A: '1' });
    await cluster.running('early');
  });

  it('is ended by SIGTERM if its program listens to it, and gone at once', async () => {
    cluster.run('polite', { containers: [{ name: 'polite', image: 'nginx' }] });
    await cluster.running('polite');
    remove('polite');
    const ended = await cluster.until<Pod>(
      'Pod',
      'polite',
      (one) => one === undefined || stateOf(one)?.terminated !== undefined,
    );
    if (ended) expect(stateOf(ended)?.terminated).toMatchObject({ exitCode: 0 });
    await cluster.gone('polite');
    expect(cluster.events('polite').at(-1)).toMatchObject({
      reason: 'Killing',
      message: 'Stopping container polite',
    });
  });

  it('is killed after its grace period if it does not', async () => {
    cluster.run('deaf', {
      containers: [{ name: 'deaf', image: 'busybox:1.36', command: ['sleep', '100000'] }],
    });
    await cluster.running('deaf');
    remove('deaf', 1);
    const ended = await cluster.until<Pod>(
      'Pod',
      'deaf',
      (one) => one === undefined || stateOf(one)?.terminated !== undefined,
    );
    if (ended) expect(stateOf(ended)?.terminated).toMatchObject({ exitCode: 137, reason: 'Error' });
    await cluster.gone('deaf');
  });

  it('runs its hooks after its start and before its end', async () => {
    const data = { name: 'data', mountPath: '/data' };
    const write = (text: string) => ({ exec: { command: ['sh', '-c', `echo ${text} >> /data/log`] } });
    cluster.run('hooked', {
      volumes: [{ name: 'data', hostPath: { path: '/hooked' } }],
      containers: [
        {
          name: 'hooked',
          image: 'busybox:1.36',
          command: ['sh', '-c', "trap 'echo ended >> /data/log; exit 0' TERM; while true; do sleep 1; done"],
          volumeMounts: [data],
          lifecycle: { postStart: write('started'), preStop: write('stopping') },
        },
      ],
    });
    cluster.run('reader', {
      volumes: [{ name: 'data', hostPath: { path: '/hooked' } }],
      containers: [
        { name: 'reader', image: 'busybox:1.36', command: ['sleep', '100000'], volumeMounts: [data] },
      ],
    });
    await Promise.all([cluster.running('hooked'), cluster.running('reader')]);
    const log = async () => (await cluster.exec('reader', 'cat', '/data/log')).out;
    await expect.poll(log).toBe('started\n');
    remove('hooked');
    await cluster.gone('hooked');
    expect(await log()).toBe('started\nstopping\nended\n');
  });

  it('that runs for longer than its deadline fails', async () => {
    cluster.run('overdue', {
      activeDeadlineSeconds: 5,
      terminationGracePeriodSeconds: 1,
      containers: [{ name: 'overdue', image: 'busybox:1.36', command: ['sleep', '100000'] }],
    });
    const pod = await cluster.until<Pod>('Pod', 'overdue', (one) => one?.status?.phase === 'Failed');
    expect(pod.status).toMatchObject({ reason: 'DeadlineExceeded' });
  });

  it('keeps what it wrote when the node goes down and comes back', async () => {
    cluster.run('keeper', {
      containers: [{ name: 'keeper', image: 'busybox:1.36', command: ['sleep', '100000'] }],
    });
    await cluster.running('keeper');
    await cluster.exec('keeper', 'sh', '-c', 'echo kept > /note');
    await cluster.reboot();
    const { status } = await cluster.until<Pod>(
      'Pod',
      'keeper',
      (one) => one?.status?.containerStatuses?.[0]?.restartCount === 1 && stateOf(one)?.running !== undefined,
    );
    expect(status?.containerStatuses?.[0]?.lastState?.terminated).toMatchObject({
      exitCode: 255,
      reason: 'Unknown',
    });
    expect(await cluster.exec('keeper', 'cat', '/note')).toMatchObject({ out: 'kept\n' });
  });
});

describe('probes', () => {
  it('take a pod out of service while it is not ready, and back', async () => {
    cluster.run('picky', {
      containers: [
        {
          name: 'picky',
          image: 'busybox:1.36',
          command: ['sleep', '100000'],
          readinessProbe: {
            exec: { command: ['test', '-e', '/ready'] },
            periodSeconds: 1,
            failureThreshold: 1,
          },
        },
      ],
    });
    await cluster.until<Pod>('Pod', 'picky', (one) => stateOf(one)?.running !== undefined);
    expect(cluster.store.get<Pod>('Pod', 'default', 'picky')?.status?.containerStatuses?.[0]?.ready).toBe(
      false,
    );
    await cluster.exec('picky', 'touch', '/ready');
    await cluster.running('picky');
    await cluster.exec('picky', 'rm', '/ready');
    await cluster.until<Pod>('Pod', 'picky', (one) => one?.status?.containerStatuses?.[0]?.ready === false);
  });

  it('restart a container that is no longer alive', async () => {
    cluster.run('sick', {
      containers: [
        {
          name: 'sick',
          image: 'nginx',
          livenessProbe: { httpGet: { path: '/healthy', port: 80 }, periodSeconds: 1, failureThreshold: 2 },
        },
      ],
    });
    await cluster.until<Pod>(
      'Pod',
      'sick',
      (one) => (one?.status?.containerStatuses?.[0]?.restartCount ?? 0) > 0,
    );
    const messages = cluster.events('sick').map(({ message }) => message);
    expect(messages).toContain('Liveness probe failed: HTTP probe failed with statuscode: 404');
    expect(messages).toContain('Container sick failed liveness probe, will be restarted');
  });
});
