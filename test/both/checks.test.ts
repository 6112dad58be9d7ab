import { test as base, describe, expect, vi } from 'vitest';
import type { Check } from '../../src/lesson/schema.ts';
import { type Watching, type WatchingOptions, watching } from '../cluster/support/watching.ts';
import { onBoth } from './on-both.ts';

type Watch = (check: Check, options?: WatchingOptions) => Watching;

/** What checks see on any cluster. Every test has names of its own, so that they run side by side. */
onBoth('checks', (cluster) => {
  const test = base.extend<{ watch: Watch }>({
    /** Watches a check until its test is over. */
    watch: async ({ task: _ }, use) => {
      const all: Watching[] = [];
      await use((check, options = {}) => {
        const { kubeconfig, node } = cluster();
        const one = watching(check, { kubeconfig, ...options, vars: { NODE: node, ...options.vars } });
        all.push(one);
        return one;
      });
      for (const one of all) one.stop();
    },
  });
  const kubectl = (...args: string[]) => cluster().kubectl(...args);
  const available: Record<string, unknown> = { status: { availableReplicas: 1 } };

  describe.concurrent('resource', () => {
    test('a deployment from nothing to available, and to nothing again', async ({ watch }) => {
      const { until, said } = watch({ resource: 'deployments/simple', match: available });
      await until('red: there is no deployment simple yet');
      await kubectl('create', 'deployment', 'simple', '--image=registry:2');
      await until('green');
      const from = said.length;
      await kubectl('scale', 'deployment', 'simple', '--replicas=0');
      await until(
        'red: deployment simple: 0 of 1 available; deployment simple is scaled to 0 replicas',
        from,
      );
      await kubectl('delete', 'deployment', 'simple');
      await until('red: there is no deployment simple yet', from);
    });

    test('an image that is not in its registry, until it is one that is', async ({ watch }) => {
      const { until } = watch({ resource: 'deploy/unpulled', match: available });
      await kubectl('create', 'deployment', 'unpulled', '--image=nosuchimage:v0.1');
      await until(
        /^red: deployment unpulled: 0 of 1 available; pod unpulled-\S+ is waiting: ErrImagePull, nosuchimage:v0\.1 (is not in the registry|does not exist)/,
      );
      await kubectl('set', 'image', 'deployment/unpulled', '*=registry:2');
      await until('green');
    });

    test('a container that crashes: its exit code and its last words', async ({ watch }) => {
      const { until } = watch({ resource: 'deployments/crashing', match: available });
      await kubectl(
        'create',
        'deployment',
        'crashing',
        '--image=busybox',
        '--',
        'sh',
        '-c',
        'echo no database; exit 3',
      );
      await until(/pod crashing-\S+ keeps crashing with exit code 3, its last log line: no database$/);
    });

    test('a pod that fits on no node', async ({ watch }) => {
      const { until } = watch({
        resource: 'pods',
        selector: 'app=big',
        match: { status: { phase: 'Running' } },
      });
      await until('red: there are no pods labelled app=big yet');
      await cluster().apply({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'big', labels: { app: 'big' } },
        spec: { containers: [{ name: 'c', image: 'registry:2', resources: { requests: { cpu: '1000' } } }] },
      });
      await until(
        /^red: pod big: status\.phase is "Pending", expected "Running"; pod big fits on no node: .*Insufficient cpu/,
      );
    });

    test('how many there are', async ({ watch }) => {
      const { until, said } = watch({
        resource: 'pods',
        selector: 'app=many',
        count: 3,
        match: { status: { phase: 'Running' } },
      });
      await kubectl('create', 'deployment', 'many', '--image=registry:2');
      await until(/^red: pods that match: 1, expected 3/);
      await kubectl('scale', 'deployment', 'many', '--replicas=3');
      await until('green');
      const from = said.length;
      await kubectl('scale', 'deployment', 'many', '--replicas=5');
      await until('red: pods that match: 5, expected 3', from);
    });

    test('what must not be there', async ({ watch }) => {
      await kubectl('create', 'configmap', 'old');
      const { until } = watch({ resource: 'configmaps/old', absent: true });
      await until('red: configmap old still exists');
      await kubectl('delete', 'configmap', 'old');
      await until('green');
    });

    test('a name with a slip in it, and a namespace with one', async ({ watch }) => {
      const { until } = watch({ resource: 'services/webui' });
      await until(/there is no service webui yet/);
      await kubectl('create', 'service', 'clusterip', 'wbeui', '--tcp=80');
      await until('red: there is no service webui yet; there is a service wbeui: is that the one?');
      const elsewhere = watch({ resource: 'services/kubernetes' });
      await elsewhere.until(
        'red: there is no service kubernetes yet; service kubernetes exists in the namespace default',
      );
    });

    test('a service that selects nothing, by its endpoints', async ({ watch }) => {
      const { until } = watch({
        resource: 'endpoints/lost',
        match: { '(length(subsets || `[]`) > `0`)': true },
      });
      await kubectl('create', 'deployment', 'lost', '--image=registry:2');
      await kubectl('expose', 'deployment', 'lost', '--port=5000', '--selector=app=list');
      await until(/^red: .*service lost selects app=list, and no pod has that label; pod \S+ has app=\w+$/);
      await kubectl('patch', 'service', 'lost', '-p', '{"spec":{"selector":{"app":"lost"}}}');
      await until('green');
    });

    test('the node', async ({ watch }) => {
      await watch({
        resource: 'nodes',
        match: { status: { "(conditions[?type=='Ready'].status | [0])": 'True' } },
      }).until('green');
    });
  });

  describe.concurrent('http', () => {
    const nodePort = (name: string) =>
      kubectl('get', `service/${name}`, '-o', 'jsonpath={.spec.ports[0].nodePort}');

    test('a NodePort whose service sends to the wrong port, until it is right', async ({ watch }) => {
      const { until, set } = watch({
        http: 'http://$NODE:$NODEPORT/v2/_catalog',
        json: { repositories: [] },
      });
      await until('red: NODEPORT is not set yet');
      await kubectl('create', 'deployment', 'misled', '--image=registry:2');
      await kubectl('expose', 'deployment', 'misled', '--port=5000', '--target-port=5001', '--type=NodePort');
      await kubectl('wait', '--for=condition=available', 'deployment/misled', '--timeout=60s');
      set({ NODEPORT: await nodePort('misled') });
      await until(/; service misled sends to port 5001 of its pods: nothing seems to listen there$/);
      await kubectl(
        'patch',
        'service',
        'misled',
        '-p',
        '{"spec":{"ports":[{"port":5000,"targetPort":5000}]}}',
      );
      await until('green');
    });

    test('a NodePort with nothing behind it', async ({ watch }) => {
      await kubectl('create', 'service', 'nodeport', 'empty', '--tcp=80');
      const { until } = watch({ http: 'http://$NODE:$PORT/' }, { vars: { PORT: await nodePort('empty') } });
      await until(/; service empty selects app=empty, and no pod has that label/);
    });
  });

  describe.concurrent('logs', () => {
    const talk = (name: string, words: string) =>
      kubectl(
        'create',
        'deployment',
        name,
        '--image=busybox',
        '--',
        'sh',
        '-c',
        `while true; do echo ${words}; sleep 1; done`,
      );

    test('of a workload, whichever pods it has now', async ({ watch }) => {
      const { until } = watch({ logs: 'deployments/talker', matches: '^\\d+ units of work done$' });
      await until('red: there is no deployment talker yet');
      await talk('talker', 'starting');
      await until('red: no line in the log of deployment talker matches ^\\d+ units of work done$ yet');
      await kubectl('delete', 'deployment', 'talker');
      await talk('talker', '4 units of work done');
      await until('green');
    });

    test('a line that must not be there, since the step began', async ({ watch }) => {
      await talk('failing', 'ERROR: redis does not resolve');
      const { until, said } = watch({ logs: 'deployments/failing', absent: 'ERROR' });
      await until(/^red: the log of pod failing-\S+ says: ERROR: redis does not resolve$/);
      await kubectl('delete', 'deployment', 'failing');
      await talk('failing', 'all is well');
      await until('green');
      // The old Deployment's end may be heard of after the new one's pod: then it is said to be missing for a moment.
      await vi.waitFor(() => expect(said.at(-1)).toBe('green'), { timeout: 60_000 });
    });

    test('of a pod that cannot start', async ({ watch }) => {
      const { until } = watch({ logs: 'pods/silent', matches: 'hello' });
      await cluster().apply({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'silent' },
        spec: { containers: [{ name: 'c', image: 'nosuchimage:v2' }] },
      });
      await until(
        /^red: pod silent has written no log yet; pod silent is waiting: ErrImagePull, nosuchimage:v2 /,
      );
    });
  });
});
