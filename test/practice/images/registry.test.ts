import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RunningRegistry, runRegistry, temporaryFolder } from './running-registry.ts';

const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';
const sha256 = (data: string) => `sha256:${createHash('sha256').update(data).digest('hex')}`;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let running: RunningRegistry;
beforeEach(async () => {
  folder = await temporaryFolder();
  running = await runRegistry(folder.path);
});
afterEach(async () => {
  await running[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const call = (path: string, init?: RequestInit) => fetch(`http://${running.host}${path}`, init);

async function upload(repository: string, content: string): Promise<string> {
  const digest = sha256(content);
  const opened = await call(`/v2/${repository}/blobs/uploads/`, { method: 'POST' });
  expect(opened.status).toBe(202);
  const patched = await fetch(opened.headers.get('location') ?? '', { method: 'PATCH', body: content });
  expect(patched.status).toBe(202);
  expect(patched.headers.get('range')).toBe(`0-${content.length - 1}`);
  const done = await fetch(`${patched.headers.get('location')}?digest=${digest}`, { method: 'PUT' });
  expect(done.status).toBe(201);
  expect(done.headers.get('docker-content-digest')).toBe(digest);
  return digest;
}

async function pushImage(repository: string, tag: string, text = 'layer'): Promise<string> {
  const config = await upload(repository, `{"of":"${text}"}`);
  const layer = await upload(repository, text);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { digest: config, size: 1 },
    layers: [{ digest: layer, size: text.length }],
  });
  const put = await call(`/v2/${repository}/manifests/${tag}`, { method: 'PUT', body: manifest });
  expect(put.status).toBe(201);
  expect(put.headers.get('docker-content-digest')).toBe(sha256(manifest));
  return sha256(manifest);
}

describe('what is in it', () => {
  test('an empty registry prints what registry:2 prints', async () => {
    const answer = await call('/v2/_catalog');
    expect(await answer.text()).toBe('{"repositories":[]}\n');
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await (await call('/v2/')).text()).toBe('{}');
  });

  test('repositories are listed in order, a page at a time', async () => {
    for (const name of ['worker', 'a/b', 'busybox']) await pushImage(name, 'v1');
    expect(await (await call('/v2/_catalog')).json()).toEqual({ repositories: ['a/b', 'busybox', 'worker'] });
    const first = await call('/v2/_catalog?n=2');
    expect(await first.json()).toEqual({ repositories: ['a/b', 'busybox'] });
    expect(first.headers.get('link')).toBe('</v2/_catalog?last=busybox&n=2>; rel="next"');
    const second = await call('/v2/_catalog?last=busybox&n=2');
    expect(await second.json()).toEqual({ repositories: ['worker'] });
    expect(second.headers.get('link')).toBeNull();
  });

  test('tags of a repository', async () => {
    await pushImage('rng', 'v0.2');
    await pushImage('rng', 'v0.1');
    expect(await (await call('/v2/rng/tags/list')).text()).toBe('{"name":"rng","tags":["v0.1","v0.2"]}\n');
    const unknown = await call('/v2/nope/tags/list');
    expect(unknown.status).toBe(404);
    expect(await unknown.text()).toBe(
      '{"errors":[{"code":"NAME_UNKNOWN","message":"repository name not known to registry","detail":{"name":"nope"}}]}\n',
    );
  });
});

describe('manifests', () => {
  test('by tag and by digest, with their type', async () => {
    const digest = await pushImage('rng', 'v1');
    for (const reference of ['v1', digest]) {
      const got = await call(`/v2/rng/manifests/${reference}`);
      expect(got.headers.get('docker-content-digest')).toBe(digest);
      expect(got.headers.get('content-type')).toBe(manifestType);
      expect(sha256(await got.text())).toBe(digest);
      const head = await call(`/v2/rng/manifests/${reference}`, { method: 'HEAD' });
      expect(head.status).toBe(200);
      expect(await head.text()).toBe('');
    }
    const missing = await call('/v2/rng/manifests/v2');
    expect(await missing.text()).toBe(
      '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown","detail":{"Tag":"v2"}}]}\n',
    );
  });

  test('one that names a layer which was never sent is refused', async () => {
    const config = await upload('rng', '{}');
    const body = JSON.stringify({
      schemaVersion: 2,
      config: { digest: config, size: 2 },
      layers: [{ digest: sha256('never sent'), size: 1 }],
    });
    const put = await call('/v2/rng/manifests/v1', { method: 'PUT', body });
    expect(put.status).toBe(400);
    expect(await put.json()).toMatchObject({ errors: [{ code: 'MANIFEST_BLOB_UNKNOWN' }] });
    expect((await call('/v2/rng/manifests/v1')).status).toBe(404);
  });

  test('what is no manifest is refused', async () => {
    for (const body of ['{}', 'nonsense', 'null', '{"schemaVersion":2,"layers":"x"}']) {
      const put = await call('/v2/rng/manifests/v1', { method: 'PUT', body });
      expect(put.status).toBe(400);
      expect(await put.json()).toMatchObject({ errors: [{ code: 'MANIFEST_INVALID' }] });
    }
  });

  test('are deleted by digest, where the registry allows it', async () => {
    const digest = await pushImage('rng', 'v1');
    expect((await call(`/v2/rng/manifests/${digest}`, { method: 'DELETE' })).status).toBe(405);
    await using other = await temporaryFolder();
    await using allowing = await runRegistry(other.path, { REGISTRY_STORAGE_DELETE_ENABLED: 'true' });
    const before = running;
    running = allowing;
    try {
      const mine = await pushImage('rng', 'v1');
      expect((await call(`/v2/rng/manifests/${mine}`, { method: 'DELETE' })).status).toBe(202);
      expect((await call('/v2/rng/manifests/v1')).status).toBe(404);
      expect(await (await call('/v2/rng/tags/list')).text()).toBe('{"name":"rng","tags":null}\n');
    } finally {
      running = before;
    }
  });
});

describe('blobs', () => {
  test('come back as they were sent, whole or in part', async () => {
    const digest = await upload('rng', 'hello, world');
    const head = await call(`/v2/rng/blobs/${digest}`, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('12');
    expect(await (await call(`/v2/rng/blobs/${digest}`)).text()).toBe('hello, world');
    const part = await call(`/v2/rng/blobs/${digest}`, { headers: { range: 'bytes=7-' } });
    expect(part.status).toBe(206);
    expect(await part.text()).toBe('world');
  });

  test('are sent in one request, too', async () => {
    const digest = sha256('all at once');
    const done = await call(`/v2/rng/blobs/uploads/?digest=${digest}`, {
      method: 'POST',
      body: 'all at once',
    });
    expect(done.status).toBe(201);
    expect(await (await call(`/v2/rng/blobs/${digest}`)).text()).toBe('all at once');
  });

  test('are sent in chunks, in order only', async () => {
    const opened = await call('/v2/rng/blobs/uploads/', { method: 'POST' });
    const location = opened.headers.get('location') ?? '';
    const send = (body: string, range: string) =>
      fetch(location, { method: 'PATCH', body, headers: { 'content-range': range } });
    expect((await send('abc', '0-2')).status).toBe(202);
    expect((await send('ghi', '6-8')).status).toBe(416);
    expect((await fetch(location)).headers.get('range')).toBe('0-2');
    expect((await send('def', '3-5')).status).toBe(202);
    const done = await fetch(`${location}?digest=${sha256('abcdef')}`, { method: 'PUT' });
    expect(done.status).toBe(201);
  });

  test('whose digest is wrong are refused and forgotten', async () => {
    const digest = sha256('right');
    const done = await call(`/v2/rng/blobs/uploads/?digest=${digest}`, { method: 'POST', body: 'wrong' });
    expect(done.status).toBe(400);
    expect(await done.json()).toMatchObject({ errors: [{ code: 'DIGEST_INVALID' }] });
    expect((await call(`/v2/rng/blobs/${digest}`)).status).toBe(404);
  });

  test('belong to the repository that they were sent to, until another takes them over', async () => {
    const digest = await upload('rng', 'shared');
    expect((await call(`/v2/hasher/blobs/${digest}`)).status).toBe(404);
    const mounted = await call(`/v2/hasher/blobs/uploads/?mount=${digest}&from=rng`, { method: 'POST' });
    expect(mounted.status).toBe(201);
    expect((await call(`/v2/hasher/blobs/${digest}`)).status).toBe(200);
    const refused = await call(`/v2/x/blobs/uploads/?mount=${digest}&from=nobody`, { method: 'POST' });
    expect(refused.status).toBe(202);
  });

  test('no path leads out of the registry', async () => {
    for (const path of [
      '/v2/rng/blobs/..%2f..%2f..%2fetc%2fpasswd',
      '/v2/rng/manifests/..',
      '/v2/BAD/tags/list',
      '/v2/_layers/tags/list',
      '/etc/passwd',
    ]) {
      expect([400, 404], path).toContain((await call(path)).status);
    }
  });
});

test('everything is there after a restart', async () => {
  const digest = await pushImage('rng', 'v1');
  expect(await running.stop()).toBe(2);
  running = await runRegistry(folder.path);
  expect((await call('/v2/rng/manifests/v1')).headers.get('docker-content-digest')).toBe(digest);
  expect(await (await call('/v2/_catalog')).text()).toBe('{"repositories":["rng"]}\n');
});

test('the log is registry:2’s', async () => {
  await call('/v2/_catalog', { headers: { 'user-agent': 'curl/8.5.0' } });
  await expect
    .poll(() => running.output.out)
    .toMatch(
      / - - \[\d\d\/\w{3}\/\d{4}:[\d:]{8} \+0000\] "GET \/v2\/_catalog HTTP\/1.1" 200 20 "" "curl\/8.5.0"\n/,
    );
  expect(running.output.err).toContain('level=info msg="listening on [::]:5000"');
  expect(running.output.err).toContain('msg="response completed" go.version=');
  await call('/v2/rng/manifests/v1');
  await expect
    .poll(() => running.output.err)
    .toContain('level=error msg="response completed with error" err.code="manifest unknown"');
});

test('a configuration that does not exist ends it', async () => {
  await using other = await temporaryFolder();
  await expect(runRegistry(other.path, { REGISTRY_HTTP_ADDR: 'nowhere' })).rejects.toThrow(
    'ended with 1: listen tcp: address nowhere: invalid port',
  );
});

test('garbage on its port is answered and forgotten', async () => {
  const socket = connect(Number(running.host.split(':')[1]), '127.0.0.1');
  socket.write('\u0000garbage\r\n\r\n');
  let answer = '';
  for await (const part of socket) answer += part;
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect((await call('/v2/')).status).toBe(200);
});

test('a folder that cannot be written to is an error of its own', async () => {
  await writeFile(path.join(folder.path, 'var'), 'in the way of /var/lib/registry');
  const failed = await call('/v2/rng/blobs/uploads/', { method: 'POST' });
  expect(failed.status).toBe(500);
  expect(await failed.json()).toMatchObject({ errors: [{ code: 'UNKNOWN' }] });
  expect((await call('/v2/')).status).toBe(200);
});
