import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ResourceCheck } from '../../../src/lesson/schema.ts';
import { type ApiServer, startApiServer } from '../support/api-server.ts';
import { type Watching, watching } from '../support/watching.ts';

let server: ApiServer;
let check: Watching | undefined;

beforeEach(async () => {
  server = await startApiServer();
});
afterEach(async () => {
  check?.stop();
  check = undefined;
  await server.dispose();
});

const wanted: ResourceCheck = { resource: 'configmaps/settings', match: { data: { mode: 'on' } } };
const off = /mode is "off", expected "on"/;
const begin = () => {
  check = watching(wanted, { kubeconfig: server.kubeconfig });
  return check;
};
const watchOpen = () => vi.waitFor(() => expect(server.watches()).toBeGreaterThan(0), { timeout: 10_000 });

test('follows an object from missing to right, wrong, right and gone', async () => {
  const { until, said } = begin();
  await until('red: there is no configmap settings yet');
  server.put('settings', { mode: 'off' });
  await until(off);
  server.put('settings', { mode: 'on' });
  await until('green');
  const from = said.length;
  server.put('settings', { mode: 'off' });
  await until(off, from);
  server.remove('settings');
  await until(/there is no configmap settings/, from);
});

test("asks in the context's namespace, under the path of the server's address", async () => {
  await begin().until(/no configmap/);
  expect(server.requests[0]).toBe(
    '/c/secret/api/v1/namespaces/lesson/configmaps?fieldSelector=metadata.name%3Dsettings',
  );
});

test('sees what happened while its connections were cut', async () => {
  server.put('settings', { mode: 'off' });
  const { until, said } = begin();
  await until(off);
  await watchOpen();
  server.cut();
  server.put('settings', { mode: 'on' });
  await until('green');
  expect(said.filter((one) => one.includes('does not answer'))).toEqual([]);
});

test('makes its list again when history is gone, told in the watch or instead of it', async () => {
  server.put('settings', { mode: 'off' });
  const { until, said } = begin();
  await until(off);
  await watchOpen();
  server.refuseWatches(410, 2);
  server.expire();
  server.put('settings', { mode: 'on' });
  await until('green');
  const from = said.length;
  await watchOpen();
  server.put('settings', { mode: 'off' });
  await until(off, from);
});

test('says that the cluster does not answer, and goes on when it does again', async () => {
  server.put('settings', { mode: 'on' });
  const { until, said } = begin();
  await until('green');
  await server.close();
  await until(/^red: the cluster does not answer \(ECONNREFUSED\); nothing listens at 127\.0\.0\.1:\d+$/);
  const from = said.length;
  await server.listen();
  await until('green', from);
});

test('waits for a kubeconfig, and follows it to another server', async () => {
  await server.dispose();
  server = await startApiServer({ withKubeconfig: false });
  const { until, said } = begin();
  await until(/there is no cluster yet/);
  server.put('settings', { mode: 'on' });
  await server.writeKubeconfig();
  await until('green');
  const other = await startApiServer();
  try {
    other.put('settings', { mode: 'off' });
    await writeFile(
      server.kubeconfig,
      await import('node:fs').then((fs) => fs.readFileSync(other.kubeconfig)),
    );
    await until(off, said.length);
    // The old server still answers: nothing may come from it any more.
    expect(server.watches()).toBe(0);
  } finally {
    check?.stop();
    check = undefined;
    await other.dispose();
  }
});

test('a kubeconfig that is no kubeconfig is told as such', async () => {
  await writeFile(server.kubeconfig, 'clusters: [');
  await begin().until(/^red: the cluster does not answer; the kubeconfig .* cannot be used: /);
});

test('a resource that no server knows', async () => {
  check = watching({ resource: 'widgets' }, { kubeconfig: server.kubeconfig });
  await check.until('red: the cluster knows no resource called widgets');
});

test('leaves no connection open and asks nothing more once it is stopped', async () => {
  server.put('settings', { mode: 'on' });
  const { until } = begin();
  await until('green');
  await watchOpen();
  check?.stop();
  await vi.waitFor(() => expect(server.open()).toBe(0));
  const asked = server.requests.length;
  const count = check?.said.length;
  server.put('settings', { mode: 'off' });
  await server.close();
  await server.listen();
  expect(server.requests.length).toBe(asked);
  expect(check?.said.length).toBe(count);
});
