import { describe, expect, test } from 'vitest';
import { onBoth } from './on-both.ts';

/** What becomes of what is written, field by field. */
onBoth('writes', (cluster) => {
  const kubectl = (...args: string[]) => cluster().kubectl(...args);
  const get = async (object: string) => JSON.parse(await kubectl('get', object, '-o', 'json'));
  const fails = async (running: Promise<unknown>) =>
    String(
      await running.then(
        () => 'it did not fail',
        (error: { stderr: string }) => error.stderr,
      ),
    );
  const template = (labels: object, more: object = {}) => ({
    metadata: { labels },
    spec: { containers: [{ name: 'main', image: 'registry:2', ...more }] },
  });

  describe.concurrent('', () => {
    test('a taint comes and goes', async () => {
      const key = `t${process.pid}${Math.random().toString(36).slice(2, 8)}`;
      const [{ metadata }] = (await get('nodes')).items;
      await kubectl('taint', 'nodes', metadata.name, `${key}=v:PreferNoSchedule`);
      const taints = async () => (await get(`node/${metadata.name}`)).spec.taints ?? [];
      expect(await taints()).toContainEqual({ key, value: 'v', effect: 'PreferNoSchedule' });
      await kubectl('taint', 'nodes', metadata.name, `${key}-`);
      expect((await taints()).filter((taint: { key: string }) => taint.key === key)).toEqual([]);
    });

    test('a job knows its pods by its own uid', async () => {
      await kubectl('create', 'job', 'own', '--image=registry:2', '--', 'true');
      const { metadata, spec } = await get('job/own');
      expect(Object.values(spec.selector.matchLabels)).toEqual([metadata.uid]);
      expect(spec.template.metadata.labels).toMatchObject({
        'controller-uid': metadata.uid,
        'job-name': 'own',
      });
      const selector = { matchLabels: { a: 'b' } };
      const pod = { ...template({ a: 'b' }), spec: { ...template({}).spec, restartPolicy: 'Never' } };
      const job = {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'not-own' },
        spec: { selector, template: pod },
      };
      expect(await fails(cluster().apply(job))).toContain('`selector` not auto-generated');
      const image = { spec: { template: { spec: { containers: [{ name: 'own', image: 'redis' }] } } } };
      expect(await fails(kubectl('patch', 'job/own', '-p', JSON.stringify(image)))).toContain(
        'field is immutable',
      );
    });

    test('a stateful set mounts the claims that it makes', async () => {
      const claims = (name: string) => [
        {
          metadata: { name },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } },
        },
      ];
      const set = (name: string) => ({
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name },
        spec: {
          replicas: 0,
          serviceName: name,
          selector: { matchLabels: { app: name } },
          template: template({ app: name }, { volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
          volumeClaimTemplates: claims('data'),
        },
      });
      await cluster().apply(set('mounting'));
      const [mount] = (await get('statefulset/mounting')).spec.template.spec.containers[0].volumeMounts;
      expect(mount).toEqual({ name: 'data', mountPath: '/data' });
    });

    test('what is empty is not kept', async () => {
      await kubectl('create', 'configmap', 'emptied', '--from-literal=a=b');
      await kubectl('label', 'configmap', 'emptied', 'x=y');
      await kubectl(
        'patch',
        'configmap',
        'emptied',
        '-p',
        '{"data":{"a":null},"metadata":{"labels":{"x":null}}}',
      );
      const { data, metadata } = await get('configmap/emptied');
      expect([data, metadata.labels]).toEqual([undefined, undefined]);
      const { resourceVersion } = metadata;
      await kubectl('patch', 'configmap', 'emptied', '-p', '{"data":{}}');
      expect((await get('configmap/emptied')).metadata.resourceVersion).toBe(resourceVersion);
    });

    test('variables and ports of a list change alone, those that are new come first', async () => {
      const name = 'patched';
      await cluster().apply({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name },
        spec: {
          replicas: 0,
          selector: { matchLabels: { app: name } },
          template: template(
            { app: name },
            {
              env: [
                { name: 'A', value: '1' },
                { name: 'B', value: '' },
              ],
              ports: [{ containerPort: 80 }, { containerPort: 81, name: 'other' }],
            },
          ),
        },
      });
      const container = {
        name: 'main',
        env: [{ name: 'C', value: '3' }],
        ports: [{ containerPort: 80, name: 'web' }],
      };
      const patch = { spec: { template: { spec: { containers: [container] } } } };
      await kubectl('patch', 'deployment', name, '-p', JSON.stringify(patch));
      const [main] = (await get(`deployment/${name}`)).spec.template.spec.containers;
      expect(main.env).toEqual([{ name: 'C', value: '3' }, { name: 'A', value: '1' }, { name: 'B' }]);
      expect(main.ports.map((port: { name: string }) => port.name)).toEqual(['web', 'other']);
    });

    test('a selector cannot change, and must fit its pods', async () => {
      const deployment = (name: string, app: string) => ({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name },
        spec: { replicas: 0, selector: { matchLabels: { app } }, template: template({ app }) },
      });
      await cluster().apply(deployment('fixed', 'one'));
      expect(await fails(cluster().apply(deployment('fixed', 'two')))).toContain(
        'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"two"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable',
      );
      const unfit = deployment('unfit', 'one');
      unfit.spec.template = template({ app: 'other' });
      expect(await fails(cluster().apply(unfit))).toContain(
        'spec.template.metadata.labels: Invalid value: map[string]string{"app":"other"}: `selector` does not match template `labels`',
      );
    });
  });
});
