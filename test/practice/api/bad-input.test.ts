import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ControlPlane, startControlPlane } from '../support/control-plane.ts';

let plane: ControlPlane;

beforeAll(async () => {
  plane = await startControlPlane({ kubelet: false });
  await plane.request('POST', configMaps, { metadata: { name: 'there' } });
});

afterAll(() => plane[Symbol.asyncDispose]());

const pods = '/api/v1/namespaces/default/pods';
const configMaps = '/api/v1/namespaces/default/configmaps';
const json = 'application/json';
const merge = 'application/merge-patch+json';
const jsonPatch = 'application/json-patch+json';
const rejected = 'the server rejected our request due to an error in our request';
const unrecognized =
  "the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error:";
const goType =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

/** What a real API server answers to the same. */
it.each([
  ['POST', pods, json, '{', 400, `${unrecognized} unexpected end of JSON input ({)`],
  ['POST', pods, json, '', 400, `${unrecognized} unexpected end of JSON input (<empty>)`],
  [
    'POST',
    pods,
    json,
    '[1]',
    400,
    `${unrecognized} json: cannot unmarshal array into Go value of type ${goType} (5b315d)`,
  ],
  [
    'POST',
    pods,
    json,
    '{"a":1,}',
    400,
    `${unrecognized} invalid character '}' looking for beginning of object key string ({"a":1,})`,
  ],
  ['POST', pods, json, '{"a" 1}', 400, `${unrecognized} invalid character '1' after object key ({"a" 1})`],
  [
    'POST',
    pods,
    json,
    'hello',
    400,
    `${unrecognized} invalid character 'h' looking for beginning of value (68656c6c6f)`,
  ],
  [
    'POST',
    configMaps,
    json,
    '{"metadata":{"name":"x","namespace":"other"}}',
    400,
    'the namespace of the provided object does not match the namespace sent on the request',
  ],
  [
    'POST',
    configMaps,
    'application/vnd.kubernetes.protobuf',
    'zzz',
    400,
    'the object provided is unrecognized (must be of type ConfigMap): provided data does not appear to be a protobuf message, expected prefix [107 56 115 0] (7a7a7a)',
  ],
  [
    'POST',
    configMaps,
    'text/xml',
    '<x/>',
    415,
    'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
  ],
  [
    'POST',
    `${configMaps}?dryRun=Some`,
    json,
    '{"metadata":{"name":"x"}}',
    422,
    'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: []string{"Some"}: supported values: "All"',
  ],
  [
    'POST',
    `${configMaps}?fieldValidation=Some`,
    json,
    '{"metadata":{"name":"x"}}',
    422,
    'CreateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "Some": supported values: "", "Ignore", "Strict", "Warn"',
  ],
  [
    'POST',
    configMaps,
    json,
    '{"metadata":{}}',
    422,
    'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
  ],
  [
    'PATCH',
    `${configMaps}/there`,
    json,
    '{}',
    415,
    'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml',
  ],
  [
    'PATCH',
    `${configMaps}/there`,
    jsonPatch,
    '{}',
    400,
    'json: cannot unmarshal object into Go value of type jsonpatch.Patch',
  ],
  ['PATCH', `${configMaps}/there`, jsonPatch, '[{"op":"remove","path":"/nope"}]', 422, rejected],
  [
    'PATCH',
    `${configMaps}/there`,
    'application/strategic-merge-patch+json',
    '[]',
    400,
    'json: cannot unmarshal array into Go value of type map[string]interface {}',
  ],
  [
    'PATCH',
    `${configMaps}/there`,
    merge,
    '{"metadata":{"name":"other"}}',
    400,
    'the name of the object (other) does not match the name on the URL (there)',
  ],
  [
    'PATCH',
    `${configMaps}/there`,
    merge,
    '{"metadata":{"resourceVersion":"1"}}',
    409,
    'Operation cannot be fulfilled on configmaps "there": the object has been modified; please apply your changes to the latest version and try again',
  ],
  ['PUT', configMaps, json, '{}', 405, 'the server does not allow this method on the requested resource'],
  [
    'DELETE',
    `${configMaps}/there`,
    json,
    '{"propagationPolicy":"Nope"}',
    422,
    'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "Nope": supported values: "Foreground", "Background", "Orphan", "nil"',
  ],
  ['GET', '/api/v1/nopes', json, undefined, 404, 'the server could not find the requested resource'],
])('%s %s as %s: %s', async (method, path, type, body, code, message) => {
  const reply = await plane.request(method, path, body, type);
  expect([reply.code, reply.body.message]).toEqual([code, message]);
});

it('says of a path that leads nowhere what a real server says, with the paths that there are', async () => {
  const group = await plane.request('GET', '/apis/nope/v1/things');
  expect([group.code, group.body]).toEqual([404, '404 page not found\n']);
  const top = await plane.request('GET', '/nope');
  expect(top.code).toBe(404);
  expect(top.body.paths).toContain('/apis/apps/v1');
});

it('refuses data that no real cluster would keep', async () => {
  const data = { k: 'x'.repeat(1_100_000) };
  const map = await plane.request('POST', configMaps, { metadata: { name: 'big' }, data });
  expect(map.body.message).toBe(
    'ConfigMap "big" is invalid: []: Too long: may not be more than 1048576 bytes',
  );
  const annotations = { note: 'x'.repeat(300_000) };
  const noted = await plane.request('POST', configMaps, { metadata: { name: 'noted', annotations } });
  expect(noted.body.message).toBe(
    'ConfigMap "noted" is invalid: metadata.annotations: Too long: may not be more than 262144 bytes',
  );
});

it('does not talk to who does not take what it says', async () => {
  const response = await fetch(`${plane.url}${configMaps}`, { headers: { accept: 'text/xml' } });
  expect(response.status).toBe(406);
});

it('tries every write without doing it', async () => {
  const trial = '?dryRun=All';
  const made = await plane.request('POST', configMaps + trial, { metadata: { name: 'tried' } });
  expect(made.code).toBe(201);
  const path = `${configMaps}/there`;
  const patched = await plane.request('PATCH', path + trial, { data: { a: 'b' } }, merge);
  expect(patched.body.data).toEqual({ a: 'b' });
  const replaced = await plane.request('PUT', path + trial, {
    metadata: { name: 'there' },
    data: { c: 'd' },
  });
  expect(replaced.body.data).toEqual({ c: 'd' });
  const applied = await plane.request(
    'PATCH',
    `${configMaps}/tried${trial}&fieldManager=x`,
    { apiVersion: 'v1', kind: 'ConfigMap' },
    'application/apply-patch+yaml',
  );
  expect(applied.code).toBe(201);
  await plane.request('DELETE', path + trial);
  const { body } = await plane.request('GET', path);
  expect(body.data).toBeUndefined();
  expect((await plane.request('GET', `${configMaps}/tried`)).code).toBe(404);
});

it('warns of fields that it does not know, refuses them, or keeps still, as it is asked to', async () => {
  const body = (name: string) => JSON.stringify({ metadata: { name }, bogus: 1, data: { a: 'b' } });
  const post = async (name: string, mode: string) => {
    const response = await fetch(`${plane.url}${configMaps}?fieldValidation=${mode}`, {
      method: 'POST',
      body: body(name),
      headers: { 'content-type': json },
    });
    return { status: response.status, warning: response.headers.get('warning') };
  };
  expect(await post('warned', 'Warn')).toEqual({ status: 201, warning: '299 - "unknown field \\"bogus\\""' });
  expect(await post('ignored', 'Ignore')).toEqual({ status: 201, warning: null });
  expect((await post('strict', 'Strict')).status).toBe(400);
});
