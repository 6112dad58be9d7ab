import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Serving, serve } from '../../src/pack/serve/server.ts';
import { PackFolder } from '../../src/pack/store/pack-folder.ts';
import { bin, pilotage, run } from '../support/program.ts';
import { Place } from './lesson.ts';
import { type MadeManifest, Origin, sha256 } from './origin.ts';

// Each starts the program several times, on machines that others load.
vi.setConfig({ testTimeout: 90_000 });

const offline = { https_proxy: 'http://127.0.0.1:9', no_proxy: '127.0.0.1' };

let place: Place;
let web: Record<'amd64' | 'arm64' | 'index', MadeManifest>;
/** Of an image that its lesson names by digest. */
let digest: string;
let layer: { digest: string; size: number };
let serving: Serving;
const pulls: string[] = [];
beforeAll(async () => {
  place = new Place();
  await using origin = await Origin.start();
  const amd64 = origin.image('library/web:1', 'amd64', 40_000);
  const arm64 = origin.image('library/web:1', 'arm64', 100);
  web = { amd64, arm64, index: origin.index('library/web:1', { amd64, arm64 }) };
  layer = origin.layersOf(amd64)[0] ?? layer;
  origin.image('library/web:2', 'amd64', 10);
  origin.image('registry.example/team/tool:2', 'amd64', 10);
  const pinned = origin.image('library/pinned:1', 'amd64', 10);
  digest = pinned.digest;
  place.lesson('tour', ['web:1', 'web:2', `pinned@${digest}`, 'registry.example/team/tool:2']);
  const args = ['pack', 'tour', '--platform', 'linux/amd64', '--mirror', origin.address];
  const { exit, stderr } = await pilotage(args, { cwd: place.dir, env: offline });
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: expect.any(String) });
  serving = await serve({
    folder: new PackFolder(place.at('pilotage-pack')),
    host: '127.0.0.1',
    port: 0,
    welcome: async (address) => `welcome to ${address}\n`,
    onPull: (name) => pulls.push(name),
  });
});
afterAll(async () => {
  await serving[Symbol.asyncDispose]();
  place[Symbol.dispose]();
});

const address = () => `http://127.0.0.1:${serving.address.port}`;
const call = (path: string, init?: RequestInit) => fetch(`${address()}${path}`, init);
const codes = async (answer: Response) =>
  ((await answer.json()) as { errors: { code: string }[] }).errors.map(({ code }) => code);

describe('a pack as a registry', () => {
  test('says that it is one', async () => {
    const answer = await call('/v2/');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('docker-distribution-api-version')).toBe('registry/2.0');
    expect(await answer.json()).toEqual({});
  });

  test('gives an image by tag and by digest, with its media type and digest, and HEAD the same without it', async () => {
    for (const reference of ['1', web.index.digest]) {
      const path = `/v2/library/web/manifests/${reference}`;
      const answer = await call(path);
      expect(await answer.text()).toBe(web.index.text);
      const head = await call(path, { method: 'HEAD' });
      expect(await head.text()).toBe('');
      for (const { status, headers } of [answer, head]) {
        expect({
          status,
          type: headers.get('content-type'),
          digest: headers.get('docker-content-digest'),
          length: headers.get('content-length'),
        }).toEqual({
          status: 200,
          type: web.index.mediaType,
          digest: web.index.digest,
          length: String(web.index.text.length),
        });
      }
    }
    expect(pulls).toContain('docker.io/library/web:1');
  });

  test('gives of several platforms those that were packed', async () => {
    const there = await call(`/v2/library/web/manifests/${web.amd64.digest}`);
    expect(await there.text()).toBe(web.amd64.text);
    expect(there.headers.get('content-type')).toBe(web.amd64.mediaType);
    const left = await call(`/v2/library/web/manifests/${web.arm64.digest}`);
    expect({ status: left.status, codes: await codes(left) }).toEqual({
      status: 404,
      codes: ['MANIFEST_UNKNOWN'],
    });
  });

  test('gives blobs: whole, by parts, and not again to who has them', async () => {
    const path = `/v2/library/web/blobs/${layer.digest}`;
    const whole = await call(path);
    expect(whole.headers.get('docker-content-digest')).toBe(layer.digest);
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(sha256(bytes)).toBe(layer.digest);
    const head = await call(path, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('40000');
    const parts: [string, number, string | null, Buffer][] = [
      ['bytes=0-9', 206, 'bytes 0-9/40000', bytes.subarray(0, 10)],
      ['bytes=39990-', 206, 'bytes 39990-39999/40000', bytes.subarray(39_990)],
      ['bytes=39990-99999', 206, 'bytes 39990-39999/40000', bytes.subarray(39_990)],
      ['bytes=-5', 206, 'bytes 39995-39999/40000', bytes.subarray(-5)],
      ['bytes=40000-', 416, 'bytes */40000', Buffer.of()],
      ['bytes=5-2', 200, null, bytes],
      ['lines=1-2', 200, null, bytes],
    ];
    for (const [range, status, contentRange, content] of parts) {
      const part = await call(path, { headers: { range } });
      expect([range, part.status, part.headers.get('content-range')]).toEqual([range, status, contentRange]);
      expect(Buffer.from(await part.arrayBuffer()).equals(content)).toBe(true);
    }
    const known = await call(path, { headers: { 'if-none-match': `"${layer.digest}"` } });
    expect(known.status).toBe(304);
  });

  test('knows whose images are asked for: docker, containerd with ns, and by the whole name', async () => {
    const found = async (path: string) => (await call(path)).status;
    expect(await found('/v2/library/web/manifests/1?ns=docker.io')).toBe(200);
    expect(await found('/v2/web/manifests/1')).toBe(200);
    expect(await found('/v2/docker.io/library/web/manifests/1')).toBe(200);
    expect(await found('/v2/team/tool/manifests/2?ns=registry.example')).toBe(200);
    expect(await found('/v2/registry.example/team/tool/manifests/2')).toBe(200);
    expect(await found('/v2/library/web/manifests/1?ns=registry.example')).toBe(404);
    // Docker asks mirrors for Docker Hub's images alone: another registry's must not pass for one of them.
    expect(await found('/v2/team/tool/manifests/2')).toBe(404);
  });

  test('lists what it has, a page at a time', async () => {
    expect(await (await call('/v2/_catalog')).json()).toEqual({
      repositories: ['library/pinned', 'library/web', 'registry.example/team/tool'],
    });
    const first = await call('/v2/_catalog?n=1');
    expect(await first.json()).toEqual({ repositories: ['library/pinned'] });
    expect(first.headers.get('link')).toBe('</v2/_catalog?last=library%2Fpinned&n=1>; rel="next"');
    expect(await (await call('/v2/_catalog?n=1&last=library%2Fweb')).json()).toEqual({
      repositories: ['registry.example/team/tool'],
    });
    expect(await (await call('/v2/library/web/tags/list')).json()).toEqual({
      name: 'library/web',
      tags: ['1', '2'],
    });
    const referrers = await call(`/v2/library/web/referrers/${web.index.digest}`);
    expect(await referrers.json()).toMatchObject({ manifests: [] });
  });

  test('gives what is named by digest, and has no tag for it', async () => {
    const answer = await call(`/v2/library/pinned/manifests/${digest}`);
    expect(sha256(await answer.text())).toBe(digest);
    expect(await (await call('/v2/library/pinned/tags/list')).json()).toEqual({
      name: 'library/pinned',
      tags: [],
    });
  });

  test('offers what is packed while it serves', async () => {
    const folder = new PackFolder(place.at('pilotage-pack'));
    const all = await folder.images();
    const names = async () =>
      ((await (await call('/v2/_catalog')).json()) as { repositories: string[] }).repositories;
    try {
      await folder.putImages(all.filter((one) => one.digest !== digest));
      expect(await names()).toEqual(['library/web', 'registry.example/team/tool']);
    } finally {
      await folder.putImages(all);
    }
    expect(await names()).toEqual(['library/pinned', 'library/web', 'registry.example/team/tool']);
  });

  test.each([
    ['/v2/library/nope/manifests/1', 404, 'NAME_UNKNOWN'],
    ['/v2/library/web/manifests/9', 404, 'MANIFEST_UNKNOWN'],
    [`/v2/library/web/blobs/sha256:${'0'.repeat(64)}`, 404, 'BLOB_UNKNOWN'],
    ['/v2/library/web/blobs/..%2f..%2findex.json', 404, 'BLOB_UNKNOWN'],
    ['/v2/nothing', 404, 'NAME_UNKNOWN'],
    ['/v2/_catalog?n=x', 400, 'PAGINATION_NUMBER_INVALID'],
  ])('%s is answered %i', async (path, status, code) => {
    const answer = await call(path);
    expect({ status: answer.status, codes: await codes(answer) }).toEqual({ status, codes: [code] });
  });

  test.each(['PUT', 'POST', 'PATCH', 'DELETE'])('takes nothing: %s', async (method) => {
    for (const path of ['/v2/library/web/manifests/1', '/v2/library/web/blobs/uploads/']) {
      const answer = await call(path, { method });
      expect({ status: answer.status, codes: await codes(answer) }).toEqual({
        status: 405,
        codes: ['UNSUPPORTED'],
      });
    }
    expect((await call('/v2/library/web/manifests/1')).status).toBe(200);
  });

  test('gives lessons as archives, and people a page', async () => {
    const unpacked = place.at('learner');
    const script = `mkdir ${unpacked} && curl -sf ${address()}/lessons/tour.tar.gz | tar xz -C ${unpacked}`;
    expect(await run('bash', ['-c', script])).toMatchObject({ exit: 0 });
    expect(readdirSync(join(unpacked, 'tour')).sort()).toEqual(['en.md', 'files', 'lesson.yaml']);
    expect(readFileSync(join(unpacked, 'tour/files/hello.txt'), 'utf8')).toBe('hello\n');
    expect((await call('/lessons/nope.tar.gz')).status).toBe(404);
    expect((await call('/lessons/..%2f..%2findex.tar.gz')).status).toBe(404);
    expect(await (await call('/')).text()).toBe(`welcome to ${address()}\n`);
  });
});

describe('pilotage pack --serve', () => {
  test('says where, and what learners type; Ctrl-C ends it', async ({ onTestFinished }) => {
    const child = spawn(process.execPath, [bin, 'pack', '--serve', '--listen', '127.0.0.1:0'], {
      cwd: place.dir,
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
    await expect.poll(() => said, { timeout: 60_000 }).toContain('Ctrl-C ends it.');
    const at = /^ {2}(http:\/\/127\.0\.0\.1:\d+)$/m.exec(said)?.[1] ?? '';
    expect(said).toContain(`export PILOTAGE_MIRROR=${at}\n`);
    expect(said).toContain(`curl -sf ${at}/lessons/tour.tar.gz | tar xz && pilotage start ./tour\n`);
    expect((await fetch(`${at}/v2/`)).status).toBe(200);

    // A second pack is made from the first: the same content under the same digests.
    const { exit, stderr } = await pilotage(
      ['pack', 'tour', '--dir', 'second', '--platform', 'linux/amd64', '--mirror', at],
      {
        cwd: place.dir,
        env: offline,
      },
    );
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: expect.stringContaining('To offer it') });
    const names = (dir: string) => readdirSync(place.at(`${dir}/blobs/sha256`)).sort();
    expect(names('second')).toEqual(names('pilotage-pack'));
    rmSync(place.at('second'), { recursive: true });
    expect(existsSync(place.at('pilotage-pack/oci-layout'))).toBe(true);

    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  test('a port that another program has is said', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const { exit, stderr } = await pilotage(['pack', '--serve', '--listen', `127.0.0.1:${port}`], {
      cwd: place.dir,
    });
    server.close();
    expect({ exit, stderr }).toEqual({
      exit: 3,
      stderr: `pilotage: Another program has 127.0.0.1:${port} already.\nChoose another port: --listen 127.0.0.1:${port + 1}\n`,
    });
  });
});
