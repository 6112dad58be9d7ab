import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Place } from '../pack/lesson.ts';
import { type MadeManifest, Origin, sha256 } from '../pack/origin.ts';
import { bin, pilotage, run } from '../support/program.ts';

// Each starts the program several times, on machines that others load.
vi.setConfig({ testTimeout: 90_000 });

/** Where nobody listens: what would go to the internet ends here at once. */
const offline = { https_proxy: 'http://127.0.0.1:9', no_proxy: '127.0.0.1' };

interface Listed {
  complete: boolean;
  size: number;
  missing: number;
  images: {
    name: string;
    digest: string;
    saved: boolean;
    size: number;
    missing: number;
    lacking: string[];
    lessons: string[];
    platforms: { platform: string; digest: string; size: number }[];
    error?: { kind: string; message: string };
  }[];
  lessons: { id: string; saved: boolean; size: number; files: { path: string; size: number }[] }[];
}

let origin: Origin;
let place: Place;
let web: Record<'amd64' | 'arm64' | 'index', MadeManifest>;
let tool: MadeManifest;
beforeEach(async () => {
  origin = await Origin.start();
  place = new Place();
  const amd64 = origin.image('library/web:1', 'amd64', 40_000, 2000);
  const arm64 = origin.image('library/web:1', 'arm64', 30_000);
  const unknown = origin.image('library/web:1', 'unknown', 10);
  web = { amd64, arm64, index: origin.index('library/web:1', { amd64, arm64, unknown }) };
  tool = origin.image('registry.example/team/tool:2', 'amd64', 5000);
});
afterEach(async () => {
  await origin[Symbol.asyncDispose]();
  place[Symbol.dispose]();
});

const pack = (...args: string[]) =>
  pilotage(['pack', '--mirror', origin.address, ...args], { env: offline, cwd: place.dir });

async function listed(...args: string[]) {
  const { exit, stdout, stderr } = await pack('--json', ...args);
  return { exit, stderr, list: JSON.parse(stdout) as Listed };
}

const blobs = () => readdirSync(place.at('pilotage-pack/blobs/sha256'));

describe('pilotage pack', () => {
  test('--list says what a lesson needs, and writes nothing', async () => {
    place.lesson('tour', ['web:1', 'registry.example/team/tool:2']);
    const { exit, list } = await listed('tour', '--list');
    expect(exit).toBe(0);
    expect(list).toMatchObject({ complete: false, missing: list.size });
    expect(list.images).toMatchObject([
      { name: 'registry.example/team/tool:2', digest: tool.digest, lacking: ['linux/arm64'], saved: false },
      { name: 'web:1', digest: web.index.digest, lacking: [], lessons: ['tour'] },
    ]);
    expect(list.images[1]?.platforms.map(({ platform, digest }) => [platform, digest])).toEqual([
      ['linux/amd64', web.amd64.digest],
      ['linux/arm64', web.arm64.digest],
    ]);
    expect(list.images[1]?.size).toBeGreaterThan(72_000);
    expect(list.lessons).toMatchObject([
      {
        id: 'tour',
        saved: false,
        files: [{ path: 'en.md' }, { path: 'files/hello.txt', size: 6 }, { path: 'lesson.yaml' }],
      },
    ]);
    expect(readdirSync(place.dir)).toEqual(['tour']);
    expect(origin.asked.filter((one) => one.includes('/blobs/'))).toHaveLength(1);
  });

  test('saves images by digest and files, as other programs read them; then it asks nobody', async () => {
    place.lesson('tour', ['web:1', 'registry.example/team/tool:2']);
    const { exit, stdout, stderr } = await pack('tour');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: expect.stringContaining('pilotage pack --serve') });
    expect(stdout).toContain(`    ${web.index.digest}\n    linux/amd64 43 kB, linux/arm64 30 kB\n`);
    expect(stdout).toMatch(/\npilotage-pack: 79 kB for 2 images; all of it is there\.\n$/);
    for (const name of blobs()) {
      expect(sha256(readFileSync(place.at(`pilotage-pack/blobs/sha256/${name}`)))).toBe(`sha256:${name}`);
    }
    const layers = [web.amd64, web.arm64, tool].flatMap((one) => origin.layersOf(one));
    expect(blobs()).toEqual(expect.arrayContaining(layers.map(({ digest }) => digest.slice(7))));
    expect(JSON.parse(readFileSync(place.at('pilotage-pack/index.json'), 'utf8'))).toMatchObject({
      schemaVersion: 2,
      manifests: [
        { digest: tool.digest, annotations: { 'io.containerd.image.name': 'registry.example/team/tool:2' } },
        {
          digest: web.index.digest,
          mediaType: web.index.mediaType,
          annotations: { 'org.opencontainers.image.ref.name': 'docker.io/library/web:1' },
        },
      ],
    });
    expect(readFileSync(place.at('pilotage-pack/lessons/tour/files/hello.txt'), 'utf8')).toBe('hello\n');
    expect(readdirSync(place.dir).sort()).toEqual(['pilotage-pack', 'tour']);

    origin.asked.length = 0;
    const again = await listed('tour');
    expect({ exit: again.exit, complete: again.list.complete }).toEqual({ exit: 0, complete: true });
    expect(origin.asked).toEqual([]);
  });

  test('one platform can be had alone, and another later; what the name meant stays', async () => {
    place.lesson('tour', ['web:1']);
    const [layer] = origin.layersOf(web.arm64);
    await pack('tour', '--platform', 'linux/amd64');
    expect(blobs()).not.toContain(layer?.digest.slice(7));
    const newer = origin.image('library/web:1', 'amd64', 100);
    const { list } = await listed('tour', '--platform', 'linux/arm64');
    expect(newer.digest).not.toBe(web.index.digest);
    expect(list.images[0]).toMatchObject({ digest: web.index.digest, saved: true });
    expect(list.images[0]?.platforms).toHaveLength(2);
    expect(blobs()).toContain(layer?.digest.slice(7));
  });

  test('what is interrupted goes on from there', async ({ onTestFinished }) => {
    place.lesson('tour', ['web:1']);
    const [layer] = origin.layersOf(web.amd64);
    const half = Promise.withResolvers<void>();
    origin.interfere = ({ url = '' }, response, blob) => {
      if (!url.endsWith(layer?.digest ?? '?') || !blob) return false;
      response.writeHead(200, { 'content-length': blob.length });
      response.write(blob.subarray(0, 15_000), () => half.resolve());
      return true;
    };
    const args = ['pack', 'tour', '--mirror', origin.address];
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: place.dir,
      env: { ...process.env, ...offline },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
    await half.promise;
    const partial = place.at(`pilotage-pack/partial/${layer?.digest.slice(7)}`);
    await expect
      .poll(() => existsSync(partial) && readFileSync(partial).length, { timeout: 60_000 })
      .toBe(15_000);
    child.kill('SIGINT');
    const [exit] = await once(child, 'close');
    expect(exit).toBe(130);
    expect(said).toMatch(/Interrupted\.\nWhat has come is kept in pilotage-pack: run the same again/);
    expect(JSON.parse((await pack('tour', '--list', '--json')).stdout)).toMatchObject({ complete: false });

    origin.interfere = () => false;
    origin.asked.length = 0;
    const { exit: second, list } = await listed('tour');
    expect({ second, complete: list.complete }).toEqual({ second: 0, complete: true });
    expect(origin.asked).toContain(`GET /v2/library/web/blobs/${layer?.digest} bytes=15000-`);
    expect(origin.asked.filter((one) => one.startsWith('GET') && one.includes('/manifests/'))).toEqual([]);
  });

  test('an image that is nowhere is named with the reason, and the others are saved', async () => {
    place.lesson('tour', ['web:1', 'gone:1']);
    const { exit, list } = await listed('tour');
    expect(exit).toBe(3);
    expect(list.images).toMatchObject([
      { name: 'gone:1', saved: false, error: { message: expect.stringContaining('HTTP 404') } },
      { name: 'web:1', saved: true },
    ]);
    const { stdout } = await pack('tour', '--list');
    expect(stdout).toMatch(/gone:1 +\? +not known\n/);
    expect(stdout).toMatch(/\ngone:1: 127\.0\.0\.1:\d+ answers HTTP 404; .+/);
    expect(stdout).toMatch(/\npilotage-pack: 74 kB for 1 of 2 images; all of it is there\.\n$/);
  });

  test('a disk that is full is said, and nothing that came is lost', async () => {
    place.lesson('tour', ['web:1']);
    const big = origin.image('library/big:1', 'amd64', 400_000);
    place.lesson('more', ['web:1', 'big:1']);
    const limited = `ulimit -f 200; exec ${process.execPath} ${bin} pack more --mirror ${origin.address}`;
    const { exit, stderr } = await run('bash', ['-c', limited], { env: offline, cwd: place.dir });
    expect({ exit, stderr }).toEqual({
      exit: 3,
      stderr: expect.stringMatching(
        /There is no room left in .*pilotage-pack \(.+\)\.\nWhat has come is kept\./,
      ),
    });
    const { exit: second } = await pack('more');
    expect(second).toBe(0);
    expect(origin.asked.join('\n')).toMatch(
      new RegExp(`blobs/${origin.layersOf(big)[0]?.digest} bytes=\\d{5,}-`),
    );
  });

  test('a folder with something else in it is left alone', async () => {
    place.lesson('tour', ['web:1']);
    mkdirSync(place.at('mine'));
    writeFileSync(place.at('mine/diary.txt'), 'dear diary');
    const { exit, stderr } = await pack('tour', '--dir', 'mine');
    expect({ exit, stderr }).toEqual({ exit: 2, stderr: expect.stringContaining('something else in it') });
    expect(readdirSync(place.at('mine'))).toEqual(['diary.txt']);
    const within = await pack('tour', '--dir', 'tour/pack');
    expect({ exit: within.exit, stderr: within.stderr }).toEqual({
      exit: 2,
      stderr: expect.stringContaining('in the folder of a workshop'),
    });
  });

  test('what a lesson no longer has is gone from the pack, too', async () => {
    const dir = place.lesson('tour', []);
    writeFileSync(join(dir, 'files', 'old.txt'), 'old');
    await pack('tour');
    expect(existsSync(place.at('pilotage-pack/lessons/tour/files/old.txt'))).toBe(true);
    cpSync(place.at('tour'), place.at('copy'), { recursive: true });
    writeFileSync(place.at('copy/files/hello.txt'), 'hello again\n');
    await run('rm', [place.at('copy/files/old.txt')]);
    const { list } = await listed('copy');
    expect(list.complete).toBe(true);
    expect(readdirSync(place.at('pilotage-pack/lessons'))).toEqual(['tour']);
    expect(readdirSync(place.at('pilotage-pack/lessons/tour/files'))).toEqual(['hello.txt']);
  });

  test.each([
    [['tour', '--platform', 'amd64'], 2, 'There is no platform "amd64".'],
    [['tour', '--mirror', 'nowhere'], 2, '--mirror must be none, or the address of a mirror'],
    [['tour', '--serve'], 2, '--serve offers all that is in the folder'],
    [['--serve'], 3, 'There is no pack with images in pilotage-pack.'],
    [['--serve', '--listen', '5055'], 2, '"5055" is no address to listen on.'],
    [['nowhere'], 2, 'There is no workshop "nowhere"'],
  ])('%j is refused', async (args, exit, message) => {
    place.lesson('tour', ['web:1']);
    const refused = await pack(...args);
    expect({ exit: refused.exit, stdout: refused.stdout }).toEqual({ exit, stdout: '' });
    expect(refused.stderr).toContain(message);
    expect(readdirSync(place.dir)).toEqual(['tour']);
  });
});
