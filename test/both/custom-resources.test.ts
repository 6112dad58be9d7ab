import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { onBoth } from './on-both.ts';

/** Definitions are of the whole cluster, which others use too. */
const group = `t${process.pid}${Math.random().toString(36).slice(2, 8)}.example.com`;
const plural = `crontabs.${group}`;

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: plural },
  spec: {
    group,
    scope: 'Namespaced',
    names: { plural: 'crontabs', kind: 'CronTab' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['cronSpec'],
                properties: {
                  cronSpec: { type: 'string', pattern: '^[*0-9/ ]+$' },
                  replicas: { type: 'integer', minimum: 1, maximum: 10, default: 1 },
                  size: { type: 'string', enum: ['small', 'large'] },
                  rules: {
                    type: 'array',
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['name'],
                    items: {
                      type: 'object',
                      required: ['name'],
                      properties: { name: { type: 'string' }, value: { type: 'integer' } },
                    },
                  },
                },
              },
              status: { type: 'object', properties: { replicas: { type: 'integer' } } },
            },
          },
        },
        subresources: {
          status: {},
          scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' },
        },
        additionalPrinterColumns: [
          { name: 'Spec', type: 'string', jsonPath: '.spec.cronSpec' },
          { name: 'Replicas', type: 'integer', jsonPath: '.spec.replicas' },
          { name: 'Size', type: 'string', jsonPath: '.spec.size', priority: 1 },
        ],
      },
    ],
  },
};

const cronTab = (name: string, spec: object = {}) => ({
  apiVersion: `${group}/v1`,
  kind: 'CronTab',
  metadata: { name },
  spec: { cronSpec: '* * * * */5', ...spec },
});

onBoth('custom resources', (cluster) => {
  const kubectl = (...args: string[]) => cluster().kubectl(...args);
  const merge = (name: string, patch: object) =>
    kubectl('patch', plural, name, '--type=merge', '-p', JSON.stringify(patch));
  const fails = async (running: Promise<unknown>) =>
    String(
      await running.then(
        () => 'it did not fail',
        (error: { stderr: string }) => error.stderr,
      ),
    );

  beforeAll(async () => {
    await cluster().apply(definition);
    await kubectl('wait', '--for=condition=established', `crd/${plural}`, '--timeout=60s');
    // Established is said before every part of a real server has heard of it.
    await vi.waitFor(() => kubectl('get', plural), { timeout: 30_000, interval: 500 });
  }, 120_000);
  afterAll(() => kubectl('delete', 'crd', plural, '--ignore-not-found', '--wait=false'));

  test('are stored with their defaults, listed with their columns, and known to discovery', async () => {
    await cluster().apply(cronTab('first', { size: 'small' }));
    expect(await kubectl('get', plural, 'first')).toBe(
      'NAME    SPEC          REPLICAS\nfirst   * * * * */5   1\n',
    );
    expect(await kubectl('get', plural, 'first', '-o', 'wide')).toContain('REPLICAS   SIZE');
    expect(await kubectl('api-resources', `--api-group=${group}`, '--no-headers')).toMatch(
      /^crontabs +\S+\/v1 +true +CronTab$/m,
    );
    // A real server tells of it in its schema some time after it serves it.
    await vi.waitFor(async () => expect(await kubectl('explain', plural)).toMatch(/KIND: +CronTab/), {
      timeout: 60_000,
      interval: 500,
    });
  }, 90_000);

  test('must be as their schema says', async () => {
    await cluster().apply(cronTab('checked'));
    expect(await fails(merge('checked', { spec: { replicas: 30 } }))).toBe(
      'The CronTab "checked" is invalid: spec.replicas: Invalid value: 30: spec.replicas in body should be less than or equal to 10\n',
    );
    expect(await fails(merge('checked', { spec: { cronSpec: null } }))).toContain(
      'spec.cronSpec: Required value',
    );
    expect(await fails(merge('checked', { spec: { cronSpec: 'nope' } }))).toContain(
      `spec.cronSpec: Invalid value: "nope": spec.cronSpec in body should match '^[*0-9/ ]+$'`,
    );
    expect(await fails(merge('checked', { spec: { size: 'huge' } }))).toContain(
      'spec.size: Unsupported value: "huge": supported values: "small", "large"',
    );
    expect(await fails(merge('checked', { spec: { size: 7 } }))).toContain(
      'spec.size: Invalid value: "integer": spec.size in body must be of type string: "integer"',
    );
  });

  test('lose what their schema does not know', async () => {
    await cluster().apply(cronTab('pruned'));
    await merge('pruned', { spec: { bogus: 1 } });
    expect(await kubectl('get', plural, 'pruned', '-o', 'jsonpath={.spec.bogus}')).toBe('');
  });

  test('scale, and keep their status apart', async () => {
    await cluster().apply(cronTab('scaled'));
    await kubectl('scale', plural, 'scaled', '--replicas=3');
    await merge('scaled', { status: { replicas: 9 } });
    expect(await kubectl('get', plural, 'scaled', '-o', 'jsonpath={.spec.replicas} {.status}')).toBe('3 ');
  });

  test('are owned by the keys of their lists', async () => {
    await cluster().apply(cronTab('owned'));
    const patch = JSON.stringify({ spec: { rules: [{ name: 'a', value: 1 }] } });
    await kubectl('patch', plural, 'owned', '--type=merge', '--field-manager=one', '-p', patch);
    const { metadata } = JSON.parse(
      await kubectl('get', plural, 'owned', '-o', 'json', '--show-managed-fields'),
    );
    const entry = metadata.managedFields.find((one: { manager: string }) => one.manager === 'one');
    expect(entry.fieldsV1).toEqual({
      'f:spec': { 'f:rules': { '.': {}, 'k:{"name":"a"}': { '.': {}, 'f:name': {}, 'f:value': {} } } },
    });
  });

  test('go with their definition', async () => {
    await cluster().apply(cronTab('last'));
    await kubectl('delete', 'crd', plural, '--timeout=60s');
    expect(await fails(kubectl('get', plural))).toMatch(
      /the server doesn't have a resource type|could not find the requested resource/,
    );
  });
});
