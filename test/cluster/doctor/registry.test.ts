import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base, expect } from 'vitest';
import { askRegistry } from '../../../src/cluster/doctor/gather/registry.ts';
import { registryBase } from '../../../src/cluster/registry/client.ts';
import { type Image, parseImage } from '../../../src/lesson/images/reference.ts';

const test = base.extend<{ serve: (listener: RequestListener) => Promise<string> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs off this pattern
  serve: async ({}, use) => {
    const servers: http.Server[] = [];
    await use(async (listener) => {
      const server = http.createServer(listener);
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  },
});

const redis = parseImage('redis:7') as Image;
const ask = (base: string, env: NodeJS.ProcessEnv = {}, signal = new AbortController().signal) =>
  askRegistry(base, redis, env, signal);

test('an image that is there, without a pull, with what the limit leaves', async ({ serve }) => {
  const asked: string[] = [];
  const base = await serve(({ method, url, headers }, response) => {
    asked.push(`${method} ${url} ${headers.accept?.includes('oci.image.index')}`);
    response.writeHead(200, { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '76;w=21600' }).end();
  });
  expect(await ask(base)).toEqual({
    kind: 'there',
    limit: { limit: 100, remaining: 76, seconds: 21_600 },
  });
  expect(asked).toEqual(['HEAD /v2/library/redis/manifests/7 true']);
});

test('a token for nobody is fetched from where the registry says', async ({ serve }) => {
  const base = await serve(({ url, headers }, response) => {
    const { pathname, searchParams } = new URL(url ?? '', 'http://registry');
    if (pathname === '/token') {
      const { service, scope } = Object.fromEntries(searchParams);
      return void response.end(JSON.stringify({ token: `${service} ${scope}` }));
    }
    if (headers.authorization === 'Bearer hub repository:library/redis:pull') return void response.end();
    const challenge = `Bearer realm="${base}/token",service="hub",scope="repository:library/redis:pull"`;
    response.writeHead(401, { 'www-authenticate': challenge }).end();
  });
  expect(await ask(base)).toEqual({ kind: 'there', limit: undefined });
});

test.for([
  [404, { kind: 'absent' }],
  [401, { kind: 'denied', status: 401 }],
  [403, { kind: 'denied', status: 403 }],
  [429, { kind: 'limited' }],
  [503, { kind: 'troubled', status: 503 }],
] as const)('HTTP %i', async ([status, answer], { serve }) => {
  const base = await serve((_, response) => void response.writeHead(status).end());
  expect(await ask(base)).toEqual(answer);
});

test('a limit that stops the token already is a limit', async ({ serve }) => {
  const base = await serve(({ url }, response) => {
    if (url?.startsWith('/token')) return void response.writeHead(429).end();
    response.writeHead(401, { 'www-authenticate': `Bearer realm="${base}/token"` }).end();
  });
  expect(await ask(base)).toEqual({ kind: 'limited' });
});

test('a registry that is cut off, and one that nobody listens for', async ({ serve }) => {
  const base = await serve((request) => void request.socket.destroy());
  expect(await ask(base)).toMatchObject({
    kind: 'unreachable',
    error: expect.stringMatching(/\w/),
  });
  expect(await ask('http://127.0.0.1:9')).toMatchObject({
    kind: 'unreachable',
    error: expect.stringContaining('ECONNREFUSED'),
  });
});

test('one that never answers is given up when all time is over', async ({ serve }) => {
  const over = new AbortController();
  const base = await serve(() => over.abort());
  expect(await ask(base, {}, over.signal)).toEqual({
    kind: 'unreachable',
    error: `${new URL(base).host}: no answer in time`,
  });
});

test('the proxy of the environment is asked', async ({ serve }) => {
  const through: string[] = [];
  const proxy = await serve(({ url }, response) => {
    through.push(url ?? '');
    response.end();
  });
  await ask('http://registry.example', { http_proxy: proxy });
  expect(through).toEqual(['http://registry.example/v2/library/redis/manifests/7']);
});

test('Docker Hub answers under another name than its images bear', () => {
  expect(registryBase('docker.io')).toBe('https://registry-1.docker.io');
  expect(registryBase('ghcr.io')).toBe('https://ghcr.io');
});

test.for([
  ['busybox', 'docker.io', 'library/busybox', 'latest'],
  ['docker.io/library/busybox:1.35', 'docker.io', 'library/busybox', '1.35'],
  ['grafana/grafana:12.0.0', 'docker.io', 'grafana/grafana', '12.0.0'],
  ['ghcr.io/a/b_c:v1', 'ghcr.io', 'a/b_c', 'v1'],
  ['localhost:5000/x', 'localhost:5000', 'x', 'latest'],
  [`quay.io/a/b:t@sha256:${'0'.repeat(64)}`, 'quay.io', 'a/b', `sha256:${'0'.repeat(64)}`],
] as const)('%s', ([name, registry, repository, reference]) => {
  expect(parseImage(name)).toEqual({ name, registry, repository, reference });
});

test('what is no name of an image is none', () => {
  for (const name of ['', 'UPPER', 'a b', '-x', 'a:', '<none>:<none>'])
    expect(parseImage(name)).toBeUndefined();
});
