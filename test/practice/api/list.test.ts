import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStore } from '../../../src/practice/store/store.ts';
import { type ControlPlane, type Reply, startControlPlane } from '../support/control-plane.ts';

let plane: ControlPlane;

beforeAll(async () => {
  plane = await startControlPlane({ kubelet: false, store: createStore({ historyLength: 20 }) });
});

afterAll(() => plane[Symbol.asyncDispose]());

let namespaces = 0;

/** A namespace of one's own with config maps `c0`, `c1`, … Resolves to their collection's path. */
async function filled(count: number): Promise<string> {
  namespaces += 1;
  const name = `chunks-${namespaces}`;
  await plane.request('POST', '/api/v1/namespaces', { metadata: { name } });
  await plane.settled();
  const path = `/api/v1/namespaces/${name}/configmaps`;
  await plane.request('DELETE', `${path}/kube-root-ca.crt`);
  await plane.settled();
  for (let index = 0; index < count; index += 1) await create(path, `c${index}`);
  return path;
}

const create = (path: string, name: string) => plane.request('POST', path, { metadata: { name } });
const names = ({ items }: Reply) =>
  items.map((item: Reply) => item.metadata.name).filter((name: string) => name.startsWith('c'));
const get = async (path: string) => (await plane.request('GET', path)).body;

it('comes in chunks that belong together, whatever changes meanwhile', async () => {
  const path = await filled(5);
  const first = await get(`${path}?limit=2`);
  expect(names(first)).toEqual(['c0', 'c1']);
  expect(first.metadata.remainingItemCount).toBeGreaterThan(2);
  await plane.request('DELETE', `${path}/c2`);
  await create(path, 'c5');
  const token = encodeURIComponent(first.metadata.continue);
  const second = await get(`${path}?limit=2&continue=${token}`);
  expect(names(second)).toEqual(['c2', 'c3']);
  const third = await get(`${path}?limit=9&continue=${encodeURIComponent(second.metadata.continue)}`);
  expect(names(third)).toEqual(['c4']);
  expect(third.metadata.continue).toBeUndefined();
  expect(third.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
});

it('says 410 when the moment of its first chunk is forgotten, and how to go on all the same', async () => {
  const path = await filled(3);
  const first = await get(`${path}?limit=2`);
  for (let count = 0; count < 60; count += 1)
    await plane.request('PATCH', `${path}/c0`, { data: { k: `${count}` } }, 'application/merge-patch+json');
  const token = encodeURIComponent(first.metadata.continue);
  const gone = await plane.request('GET', `${path}?limit=2&continue=${token}`);
  expect([gone.code, gone.body.reason]).toEqual([410, 'Expired']);
  expect(gone.body.message).toContain('The provided continue parameter is too old');
  const rest = await get(`${path}?continue=${encodeURIComponent(gone.body.metadata.continue)}`);
  expect(names(rest)).toEqual(['c2']);
});

it('goes back to an earlier moment, and waits for none to come', async () => {
  const path = await filled(1);
  const { metadata } = await get(path);
  await create(path, 'c1');
  await plane.request('DELETE', `${path}/c0`);
  const { resourceVersion } = metadata;
  const exact = await get(`${path}?resourceVersion=${resourceVersion}&resourceVersionMatch=Exact`);
  expect(names(exact)).toEqual(['c0']);
  const newer = await get(`${path}?resourceVersion=${resourceVersion}&resourceVersionMatch=NotOlderThan`);
  expect(names(newer)).toEqual(['c1']);
  const future = await plane.request('GET', `${path}?resourceVersion=999999999`);
  expect([future.code, future.body.reason]).toEqual([504, 'Timeout']);
});

it('shows the chunks of a table too', async () => {
  const path = await filled(3);
  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
  const response = await fetch(`${plane.url}${path}?limit=2`, { headers: { accept } });
  const table = (await response.json()) as Reply;
  expect(table.rows.map((row: Reply) => row.cells[0])).toEqual(['c0', 'c1']);
  expect(table.metadata.continue).toBeTruthy();
});

it.each([
  ['limit=x', 400, 'strconv.ParseInt: parsing "x": invalid syntax'],
  ['continue=xyz', 400, 'continue key is not valid'],
  ['fieldSelector=abc', 400, "invalid selector: 'abc'; can't understand 'abc'"],
  [
    'resourceVersionMatch=Exact',
    422,
    'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
  ],
  [
    'resourceVersionMatch=Foo&resourceVersion=1',
    422,
    'resourceVersionMatch: Unsupported value: "Foo": supported values: "Exact", "NotOlderThan", ""',
  ],
  [
    'watch=true&sendInitialEvents=true',
    422,
    'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
  ],
])('refuses %s', async (query, code, message) => {
  const reply = await plane.request('GET', `/api/v1/configmaps?${query}`);
  expect([reply.code, reply.body.message]).toEqual([code, expect.stringContaining(message)]);
});

it('is deleted as a whole, or as far as selectors match, and not when it is a trial', async () => {
  const path = await filled(2);
  await plane.request('POST', path, { metadata: { name: 'c2', labels: { keep: 'no' } } });
  await plane.request('DELETE', `${path}?dryRun=All`);
  await plane.request('DELETE', path, { dryRun: ['All'] });
  expect(names(await get(path))).toEqual(['c0', 'c1', 'c2']);
  await plane.request('DELETE', `${path}?labelSelector=keep%3Dno`);
  expect(names(await get(path))).toEqual(['c0', 'c1']);
  await plane.request('DELETE', path);
  expect(names(await get(path))).toEqual([]);
});
