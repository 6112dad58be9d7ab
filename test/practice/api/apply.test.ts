import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ControlPlane, type Reply, startControlPlane } from '../support/control-plane.ts';
import { deploymentManifest, deployments, mergePatch } from '../support/workloads.ts';

let plane: ControlPlane;

beforeAll(async () => {
  plane = await startControlPlane({ kubelet: false });
});

afterAll(() => plane[Symbol.asyncDispose]());

const applyType = 'application/apply-patch+yaml';
const configMaps = '/api/v1/namespaces/default/configmaps';

function apply(path: string, manager: string, object: object, more = '') {
  return plane.request('PATCH', `${path}?fieldManager=${manager}${more}`, object, applyType);
}

const configMap = (name: string, data: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});

const owners = ({ metadata }: Reply) =>
  Object.fromEntries(
    metadata.managedFields.map((entry: Reply) => [
      `${entry.manager} ${entry.operation}${entry.subresource ? ` ${entry.subresource}` : ''}`,
      entry.fieldsV1,
    ]),
  );

it('makes what is missing, and owns what it says of it', async () => {
  const { code, body } = await apply(`${configMaps}/made`, 'one', configMap('made', { a: '1' }));
  expect(code).toBe(201);
  expect(body.metadata.managedFields).toEqual([
    {
      manager: 'one',
      operation: 'Apply',
      apiVersion: 'v1',
      time: expect.stringMatching(/Z$/),
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:data': { 'f:a': {} } },
    },
  ]);
});

it('leaves an object alone that is already so', async () => {
  const path = `${configMaps}/same`;
  const first = await apply(path, 'one', configMap('same', { a: '1' }));
  const again = await apply(path, 'one', configMap('same', { a: '1' }));
  expect(again.body).toEqual(first.body);
});

it('takes away what it does not say any more, unless somebody else says it too', async () => {
  const path = `${configMaps}/shrinking`;
  await apply(path, 'one', configMap('shrinking', { a: '1', b: '2', c: '3' }));
  await apply(path, 'two', configMap('shrinking', { b: '2' }));
  await plane.request('PATCH', `${path}?fieldManager=hand`, { data: { d: '4' } }, mergePatch);
  const { body } = await apply(path, 'one', configMap('shrinking', { a: '1' }));
  expect(body.data).toEqual({ a: '1', b: '2', d: '4' });
  expect(owners(body)).toEqual({
    'one Apply': { 'f:data': { 'f:a': {} } },
    'two Apply': { 'f:data': { 'f:b': {} } },
    'hand Update': { 'f:data': { 'f:d': {} } },
  });
});

it('refuses to change what others own, until it is forced', async () => {
  const path = `${deployments}/fought`;
  const manifest = (image: string, replicas: number) => deploymentManifest('fought', { image, replicas });
  await apply(path, 'one', manifest('nginx:1', 1));
  await plane.request('PUT', `${path}/scale?fieldManager=hand`, {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: { name: 'fought', namespace: 'default' },
    spec: { replicas: 3 },
  });
  const refused = await apply(path, 'two', manifest('nginx:2', 2));
  expect(refused.code).toBe(409);
  expect(refused.body).toMatchObject({
    reason: 'Conflict',
    message: [
      'Apply failed with 2 conflicts: conflicts with "hand" with subresource "scale" using apps/v1:',
      '- .spec.replicas',
      'conflicts with "one":',
      '- .spec.template.spec.containers[name="main"].image',
    ].join('\n'),
    details: {
      causes: [
        {
          reason: 'FieldManagerConflict',
          message: 'conflict with "one"',
          field: '.spec.template.spec.containers[name="main"].image',
        },
        {
          reason: 'FieldManagerConflict',
          message: 'conflict with "hand" with subresource "scale" using apps/v1',
          field: '.spec.replicas',
        },
      ],
    },
  });
  const forced = await apply(path, 'two', manifest('nginx:2', 2), '&force=true');
  expect(forced.body.spec.replicas).toBe(2);
  expect(Object.keys(owners(forced.body))).not.toContain('hand Update scale');
  const back = await apply(path, 'one', manifest('nginx:1', 2));
  expect(back.body.message).toBe(
    'Apply failed with 1 conflict: conflict with "two": .spec.template.spec.containers[name="main"].image',
  );
});

it('merges lists by their keys and keeps what others put into them', async () => {
  const path = `${deployments}/merged`;
  const container = (name: string, more = {}) => ({ name, image: 'nginx', ...more });
  const manifest = (containers: object[]) => deploymentManifest('merged', { podSpec: { containers } });
  await apply(path, 'one', manifest([container('a'), container('b', { env: [{ name: 'K', value: '1' }] })]));
  await apply(path, 'two', manifest([container('c'), container('b', { env: [{ name: 'L', value: '2' }] })]));
  const { body } = await apply(path, 'one', manifest([container('b')]));
  const { containers } = body.spec.template.spec;
  expect(containers.map((one: Reply) => one.name)).toEqual(['c', 'b']);
  expect(containers[1].env).toEqual([{ name: 'L', value: '2' }]);
});

it('writes down every writer: by name, or by program; of the object, or of a part of it', async () => {
  const path = `${deployments}/written`;
  await plane.request('POST', `${deployments}?fieldManager=maker`, deploymentManifest('written'));
  await plane.request('PATCH', `${path}/status`, { status: { observedGeneration: 1 } }, mergePatch);
  await plane.request('PATCH', path, { metadata: { labels: { tier: 'front' } } }, mergePatch);
  const { body } = await plane.request('GET', path);
  expect(owners(body)).toMatchObject({
    'maker Update': {
      'f:spec': {
        'f:replicas': {},
        'f:strategy': {
          'f:type': {},
          'f:rollingUpdate': { '.': {}, 'f:maxSurge': {}, 'f:maxUnavailable': {} },
        },
        'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"main"}': { '.': {}, 'f:image': {} } } } },
      },
    },
    'node Update': { 'f:metadata': { 'f:labels': { 'f:tier': {} } } },
  });
  expect(owners(body)['maker Update']['f:status']).toBeUndefined();
});

it('has its owners edited by who knows what they do, and kept from who does not', async () => {
  const path = `${configMaps}/edited`;
  const { body } = await apply(path, 'one', configMap('edited', { a: '1' }));
  const { managedFields, ...metadata } = body.metadata;
  const careless = await plane.request('PUT', path, { ...body, metadata });
  expect(careless.body.metadata.managedFields).toEqual(managedFields);
  const renamed = [{ ...managedFields[0], manager: 'other' }];
  const edited = await plane.request(
    'PATCH',
    path,
    [{ op: 'replace', path: '/metadata/managedFields', value: renamed }],
    'application/json-patch+json',
  );
  expect(Object.keys(owners(edited.body))).toEqual(['other Apply']);
  const emptied = await plane.request('PATCH', path, { metadata: { managedFields: [{}] } }, mergePatch);
  expect(emptied.body.metadata.managedFields).toBeUndefined();
});

it('refuses an apply by nobody, one that brings owners along, and force where there is none to use', async () => {
  const path = `${configMaps}/refused`;
  const nobody = await plane.request('PATCH', path, configMap('refused', {}), applyType);
  expect([nobody.code, nobody.body.message]).toEqual([
    422,
    'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
  ]);
  const given = configMap('refused', {});
  const brought = { ...given, metadata: { ...given.metadata, managedFields: [{ manager: 'x' }] } };
  expect((await apply(path, 'one', brought)).body.message).toBe('metadata.managedFields must be nil');
  const forced = await plane.request('PATCH', `${path}?force=true`, {}, mergePatch);
  expect(forced.body.message).toBe(
    'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
  );
});

it('lets many write at the same time without losing a word', async () => {
  const path = `${configMaps}/crowded`;
  await apply(path, 'first', configMap('crowded', { a: '1' }));
  const replies = await Promise.all(
    [1, 2, 3, 4].map((one) => apply(path, `m${one}`, configMap('crowded', { [`k${one}`]: 'v' }))),
  );
  expect(replies.map((reply) => reply.code)).toEqual([200, 200, 200, 200]);
  const { body } = await plane.request('GET', path);
  expect(Object.keys(body.data).sort()).toEqual(['a', 'k1', 'k2', 'k3', 'k4']);
});
