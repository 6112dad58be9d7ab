import { describe, expect, test, vi } from 'vitest';
import { onBoth } from './on-both.ts';

const until = (wanted: () => Promise<void>, timeout = 30_000) =>
  vi.waitFor(wanted, { timeout, interval: 300 });

/** A pod of one container that runs a line of shell. */
const pod = (name: string, script: string, container: object = {}, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: name, tier: 'test' }, annotations: { note: 'it is "so"' } },
  spec: {
    terminationGracePeriodSeconds: 0,
    containers: [{ name: 'c', image: 'busybox', command: ['sh', '-c', script], ...container }],
    ...spec,
  },
});
const stay = 'sleep 600';

/** How configuration gets into containers. */
onBoth('configuration', (cluster) => {
  const kubectl = (...args: string[]) => cluster().kubectl(...args);
  const apply = (...manifests: object[]) => cluster().apply(...manifests);
  const ready = (name: string) => kubectl('wait', '--for=condition=Ready', `pod/${name}`, '--timeout=60s');
  const inside = (name: string, ...command: string[]) => kubectl('exec', name, '--', ...command);
  const eventsOf = (name: string) =>
    kubectl(
      'get',
      'events',
      `--field-selector=involvedObject.name=${name}`,
      '-o',
      'jsonpath={.items[*].message}',
    );

  describe.concurrent('of pods', { timeout: 180_000 }, () => {
    test('a volume of a ConfigMap is brought up to date, all at once; what is mounted by its path is not', async () => {
      await kubectl('create', 'configmap', 'shown', '--from-literal=a=one', '--from-literal=b.txt=two');
      const volumeMounts = [
        { name: 'v', mountPath: '/cfg' },
        { name: 'v', mountPath: '/fixed/b', subPath: 'b.txt' },
      ];
      const volumes = [{ name: 'v', configMap: { name: 'shown', defaultMode: 0o400 } }];
      await apply(pod('shown', stay, { volumeMounts }, { volumes }));
      await ready('shown');
      expect(await inside('shown', 'ls', '/cfg')).toBe('a\nb.txt\n');
      expect(await inside('shown', 'readlink', '/cfg/a')).toBe('..data/a\n');
      expect(await inside('shown', 'readlink', '/cfg/..data')).toMatch(/^\.\.\d{4}(_\d\d){5}\.\d+\n$/);
      expect(await inside('shown', 'sh', '-c', 'ls -l /cfg/..data/a | cut -c1-10')).toBe('-r--------\n');
      await kubectl('patch', 'configmap', 'shown', '-p', '{"data":{"a":"three","b.txt":null,"c":"new"}}');
      // A real kubelet takes up to a minute and a half, unless the pod itself changes.
      await kubectl('annotate', 'pod', 'shown', 'looked-at=again');
      await until(async () => expect(await inside('shown', 'cat', '/cfg/a')).toBe('three'), 80_000);
      expect(await inside('shown', 'ls', '/cfg')).toBe('a\nc\n');
      expect(await inside('shown', 'cat', '/fixed/b')).toBe('two');
    });

    test('keys of a Secret at paths of their own, with modes of their own', async () => {
      await kubectl(
        'create',
        'secret',
        'generic',
        'keys',
        '--from-literal=token=s3cret',
        '--from-literal=other=x',
      );
      const items = [{ key: 'token', path: 'deep/token.txt', mode: 0o440 }];
      const volumes = [{ name: 'v', secret: { secretName: 'keys', items } }];
      const volumeMounts = [{ name: 'v', mountPath: '/keys' }];
      await apply(pod('keys', stay, { volumeMounts }, { volumes }));
      await ready('keys');
      expect(await inside('keys', 'cat', '/keys/deep/token.txt')).toBe('s3cret');
      expect(await inside('keys', 'ls', '/keys')).toBe('deep\n');
      expect(await inside('keys', 'sh', '-c', 'ls -l /keys/deep/ | grep token | cut -c1-10')).toBe(
        '-r--r-----\n',
      );
    });

    test('several sources in one volume', async () => {
      await kubectl('create', 'configmap', 'part', '--from-literal=from-map=1');
      await kubectl('create', 'secret', 'generic', 'part', '--from-literal=from-secret=2');
      const sources = [
        { configMap: { name: 'part' } },
        { secret: { name: 'part' } },
        { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
      ];
      const volumeMounts = [{ name: 'all', mountPath: '/all' }];
      await apply(
        pod('parts', stay, { volumeMounts }, { volumes: [{ name: 'all', projected: { sources } }] }),
      );
      await ready('parts');
      expect(await inside('parts', 'ls', '/all')).toBe('from-map\nfrom-secret\nlabels\n');
      expect(await inside('parts', 'cat', '/all/labels')).toBe('app="parts"\ntier="test"');
    });

    test('a pod knows itself, by variables and by files', async () => {
      const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
      const resource = (name: string, resource: string, divisor = '1') => ({
        name,
        valueFrom: { resourceFieldRef: { resource, divisor } },
      });
      const env = [
        field('NAME', 'metadata.name'),
        field('LABEL', "metadata.labels['tier']"),
        field('NOTE', "metadata.annotations['note']"),
        field('ACCOUNT', 'spec.serviceAccountName'),
        field('IP', 'status.podIP'),
        resource('MEMORY', 'limits.memory', '1Mi'),
        resource('CPU', 'requests.cpu', '1m'),
        { name: 'COMPOSED', value: '$(NAME)-$(LABEL)-$(UNKNOWN)-$$(NAME)' },
      ];
      const resources = { requests: { cpu: '50m' }, limits: { memory: '64Mi' } };
      await apply(pod('itself', stay, { env, resources }));
      await ready('itself');
      const said = (await inside('itself', 'env')).split('\n');
      expect(said).toEqual(
        expect.arrayContaining([
          'NAME=itself',
          'LABEL=test',
          'NOTE=it is "so"',
          'ACCOUNT=default',
          'MEMORY=64',
          'CPU=50',
          'COMPOSED=itself-test-$(UNKNOWN)-$(NAME)',
          'HOSTNAME=itself',
        ]),
      );
      const ip = await kubectl('get', 'pod', 'itself', '-o', 'jsonpath={.status.podIP}');
      expect(said).toContain(`IP=${ip}`);
    });

    test('a missing ConfigMap keeps a container from being created, until it is there', async () => {
      await apply(pod('wants', stay, { envFrom: [{ prefix: 'APP_', configMapRef: { name: 'late' } }] }));
      await until(async () =>
        expect(await kubectl('get', 'pod', 'wants', '--no-headers')).toContain('CreateContainerConfigError'),
      );
      const path = '{.status.containerStatuses[0].state.waiting.message}';
      expect(await kubectl('get', 'pod', 'wants', '-o', `jsonpath=${path}`)).toBe(
        'configmap "late" not found',
      );
      // The node tells of it a moment later than its status does.
      await until(async () => expect(await eventsOf('wants')).toContain('Error: configmap "late" not found'));
      await kubectl('create', 'configmap', 'late', '--from-literal=COLOUR=blue');
      await ready('wants');
      expect(await inside('wants', 'env')).toContain('APP_COLOUR=blue\n');
    });

    test('a missing key, and one that may be missing', async () => {
      await kubectl('create', 'configmap', 'some', '--from-literal=there=yes');
      const env = (optional: boolean) => [
        { name: 'X', valueFrom: { configMapKeyRef: { name: 'some', key: 'gone', optional } } },
      ];
      await apply(pod('strict', stay, { env: env(false) }), pod('lenient', stay, { env: env(true) }));
      await ready('lenient');
      await until(async () =>
        expect(await eventsOf('strict')).toMatch(/Error: couldn't find key gone in ConfigMap \S+\/some/),
      );
    });

    test('a missing volume is told in events', async () => {
      const mounts = { volumeMounts: [{ name: 'v', mountPath: '/v' }] };
      const items = [{ key: 'nope', path: 'x' }];
      await kubectl('create', 'configmap', 'keyless', '--from-literal=a=1');
      await apply(
        pod('unmounted', stay, mounts, { volumes: [{ name: 'v', secret: { secretName: 'nowhere' } }] }),
        pod('miskeyed', stay, mounts, { volumes: [{ name: 'v', configMap: { name: 'keyless', items } }] }),
      );
      await until(async () => {
        expect(await eventsOf('unmounted')).toContain(
          'MountVolume.SetUp failed for volume "v" : secret "nowhere" not found',
        );
        expect(await eventsOf('miskeyed')).toContain(
          'MountVolume.SetUp failed for volume "v" : configmap references non-existent config key: nope',
        );
      });
    });

    test('emptyDir is shared by the containers of a pod, and outlives their restarts', async () => {
      const volumeMounts = [{ name: 'v', mountPath: '/v' }];
      const script = 'echo once >> /v/starts; test $(wc -l < /v/starts) -lt 2 && exit 1; sleep 600';
      const both = pod('shared', script, { volumeMounts }, { volumes: [{ name: 'v', emptyDir: {} }] });
      both.spec.containers.push({
        name: 'd',
        image: 'busybox',
        command: ['sleep', '600'],
        volumeMounts,
      } as never);
      await apply(both);
      await until(async () =>
        expect(await kubectl('exec', 'shared', '-c', 'd', '--', 'cat', '/v/starts')).toBe('once\nonce\n'),
      );
    });

    test('a container that must not be root says so', async () => {
      await apply(pod('rootless', stay, { securityContext: { runAsNonRoot: true } }));
      await until(async () =>
        expect(await eventsOf('rootless')).toMatch(
          /Error: container has runAsNonRoot and image will run as root \(pod: "rootless_\S+\(\S+\)", container: c\)/,
        ),
      );
    });
  });
});
