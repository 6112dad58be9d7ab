import { mkdir, readdir, readFile, readlink } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { BlobFolder } from '../../../src/practice/node/images/blobs.ts';
import { catalogue, createHub } from '../../../src/practice/node/images/hub/hub.ts';
import { parseReference } from '../../../src/practice/node/images/reference.ts';
import { createImageStore } from '../../../src/practice/node/images/store.ts';
import { runRegistry, temporaryFolder } from './running-registry.ts';

function open(folder: string, name = 'node') {
  const blobs = new BlobFolder(path.join(folder, 'blobs'));
  return {
    blobs,
    store: createImageStore({ blobs, hub: createHub(blobs), file: path.join(folder, `${name}.json`) }),
  };
}

describe('the built-in catalogue', () => {
  test('has digests that do not depend on where and when it is made', async () => {
    await using one = await temporaryFolder();
    await using two = await temporaryFolder();
    const first = await open(one.path).store.pull('busybox');
    const second = await open(two.path).store.pull('docker.io/library/busybox:latest');
    expect(second).toEqual(first);
    expect(first.digest).toBe('sha256:dd5853acf55b37589ebb337d641851c83c031e1c62b25f58ff657ffc18fe2d57');
  });

  test('can be pulled and unpacked, every image of it', async () => {
    await using folder = await temporaryFolder();
    const { store } = open(folder.path);
    const names = catalogue.map((spec) => `${spec.repository.replace('library/', '')}:${spec.tags[0]}`);
    expect(
      new Set(catalogue.flatMap((spec) => spec.tags.map((tag) => `${spec.repository}:${tag}`))).size,
    ).toBe(catalogue.flatMap((spec) => spec.tags).length);
    for (const name of names) {
      const image = await store.pull(name);
      expect(image.size, name).toBeGreaterThan(5000);
      expect([...(image.config.Entrypoint ?? []), ...(image.config.Cmd ?? [])], name).not.toHaveLength(0);
    }
  });

  test('holds programs as files that say which they are', async () => {
    await using folder = await temporaryFolder();
    const { store } = open(folder.path);
    for (const [name, file, content] of [
      ['node:24-alpine', 'usr/local/bin/node', '#!pilotage node\n'],
      ['node:24-slim', 'bin/sh', '#!pilotage sh\n'],
      ['redis', 'usr/local/bin/redis-server', '#!pilotage redis-server\n'],
      ['registry:2', 'entrypoint.sh', '#!pilotage registry\n'],
      ['nginx', 'usr/sbin/nginx', '#!pilotage nginx\n'],
      ['busybox', 'bin/ls', '#!pilotage ls\n'],
    ] as const) {
      const root = path.join(folder.path, name.replace(':', '-'));
      await mkdir(root);
      await store.unpack(await store.pull(name), root);
      expect(await readFile(path.join(root, file), 'utf8'), name).toBe(content);
      expect(await readdir(root), name).toContain('etc');
    }
    expect(await readlink(path.join(folder.path, 'node-24-slim/bin'))).toBe('usr/bin');
  });
});

describe('names', () => {
  test('survive the process, and belong to one store each', async () => {
    await using folder = await temporaryFolder();
    const { store } = open(folder.path, 'docker');
    const image = await store.pull('alpine');
    store.tag(parseReference('127.0.0.1:5000/mine:v1'), image);
    await store.saved();
    const again = open(folder.path, 'docker').store;
    expect(again.find('127.0.0.1:5000/mine:v1')).toEqual(image);
    expect(again.resolve(image.id.slice(7, 19))?.tags.toSorted()).toEqual([
      '127.0.0.1:5000/mine:v1',
      'alpine:latest',
    ]);
    expect(again.find('mine')).toBeUndefined();
    expect(open(folder.path, 'node').store.find('alpine')).toBeUndefined();
  });

  test('can be taken away, and their image', async () => {
    await using folder = await temporaryFolder();
    const { store } = open(folder.path);
    const image = await store.pull('alpine');
    store.untag('alpine:latest');
    expect(store.find('alpine')).toBeUndefined();
    expect(store.resolve(image.id)?.tags).toEqual([]);
    store.remove(image);
    expect(store.list()).toEqual([]);
  });
});

describe('an image that cannot be had says so as containerd does', () => {
  test.each([
    ['doesnotexist:v9', 'docker.io/library/doesnotexist:v9'],
    ['nginx:1.91', 'docker.io/library/nginx:1.91'],
    ['someuser/nothing', 'docker.io/someuser/nothing:latest'],
  ])('%s is in no registry', async (name, full) => {
    await using folder = await temporaryFolder();
    await expect(open(folder.path).store.pull(name)).rejects.toMatchObject({
      cause_: 'not-found',
      message: `rpc error: code = NotFound desc = failed to pull and unpack image "${full}": failed to resolve reference "${full}": ${full}: not found`,
    });
  });

  test('a registry that does not have it', async () => {
    await using folder = await temporaryFolder();
    await using registry = await runRegistry(path.join(folder.path, 'root'));
    const name = `${registry.host}/rng:v0.1`;
    await expect(open(folder.path).store.pull(name)).rejects.toMatchObject({
      cause_: 'not-found',
      message: `rpc error: code = NotFound desc = failed to pull and unpack image "${name}": failed to resolve reference "${name}": ${name}: not found`,
    });
  });

  test('a port at which nobody listens, or at which the door is shut at once', async () => {
    await using folder = await temporaryFolder();
    const server = createTcpServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const refused = {
      cause_: 'refused',
      message: `rpc error: code = Unknown desc = failed to pull and unpack image "${host}/rng:v1": failed to resolve reference "${host}/rng:v1": failed to do request: Head "http://${host}/v2/rng/manifests/v1": dial tcp ${host}: connect: connection refused`,
    };
    const { store } = open(folder.path);
    await expect(store.pull(`${host}/rng:v1`)).rejects.toMatchObject(refused);
    await new Promise((resolve) => server.close(resolve));
    await expect(store.pull(`${host}/rng:v1`)).rejects.toMatchObject(refused);
  });

  test('registries that are not on this machine', async () => {
    await using folder = await temporaryFolder();
    const { store } = open(folder.path);
    await expect(store.pull('quay.io/foo/bar:v1')).rejects.toMatchObject({
      cause_: 'unreachable',
      message: expect.stringContaining(
        'failed to do request: Head "https://quay.io/v2/foo/bar/manifests/v1": dial tcp: lookup quay.io: no such host',
      ),
    });
    await expect(store.pull('10.96.3.4:5000/rng:v1')).rejects.toMatchObject({
      cause_: 'insecure',
      message: expect.stringContaining('http: server gave HTTP response to HTTPS client'),
    });
  });

  test('what is no name', async () => {
    await using folder = await temporaryFolder();
    await expect(open(folder.path).store.pull('Bad_NAME::x')).rejects.toMatchObject({
      cause_: 'invalid-name',
    });
  });

  test('a layer that is not what its digest says', async () => {
    await using folder = await temporaryFolder();
    const digest = `sha256:${'1'.repeat(64)}`;
    const manifest = JSON.stringify({ schemaVersion: 2, config: { digest }, layers: [{ digest }] });
    const server = createServer((request, response) => {
      response.end(request.url?.includes('/manifests/') ? manifest : 'something else');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { blobs, store } = open(folder.path);
    const manifestDigest = (await blobs.put(manifest)).digest;
    server.prependListener('request', (_request, response) => {
      response.setHeader('docker-content-digest', manifestDigest);
    });
    const name = `127.0.0.1:${(server.address() as AddressInfo).port}/x:v1`;
    await expect(store.pull(name)).rejects.toMatchObject({
      cause_: 'failed',
      message: expect.stringContaining('filesystem layer verification failed for digest'),
    });
    expect(await blobs.has(digest)).toBe(false);
    expect(store.find(name)).toBeUndefined();
    server.close();
    server.closeAllConnections();
  });

  test.each([
    [
      'a connection that breaks in the middle',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': 1000 });
        response.write('some of it');
        setImmediate(() => response.destroy());
      },
    ],
    ['a server that is no registry', (response: ServerResponse) => void response.end('<html>hello</html>')],
    ['a registry that is broken', (response: ServerResponse) => void response.writeHead(500).end('oh no')],
  ])('%s', async (_what, answer) => {
    await using folder = await temporaryFolder();
    const server = createServer((request, response) => {
      response.setHeader('docker-content-digest', `sha256:${'2'.repeat(64)}`);
      if (request.method === 'HEAD') response.end();
      else answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const name = `127.0.0.1:${(server.address() as AddressInfo).port}/x:v1`;
    await expect(open(folder.path).store.pull(name)).rejects.toMatchObject({
      cause_: 'failed',
      message: expect.stringContaining(
        `rpc error: code = Unknown desc = failed to pull and unpack image "${name}"`,
      ),
    });
    server.close();
    server.closeAllConnections();
  });
});
