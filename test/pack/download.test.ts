import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../../src/base/clock.ts';
import { parseImage } from '../../src/lesson/images/reference.ts';
import { download } from '../../src/pack/fetch/download.ts';
import { FetchError, Sources } from '../../src/pack/fetch/source.ts';
import { PackFolder } from '../../src/pack/store/pack-folder.ts';
import { Place } from './lesson.ts';
import { Origin, sha256, startOf } from './origin.ts';

const image = parseImage('web:1') ?? expect.unreachable();
let origin: Origin;
let place: Place;
let folder: PackFolder;
beforeEach(async () => {
  origin = await Origin.start();
  place = new Place();
  folder = new PackFolder(place.at('pack'));
  await folder.create();
});
afterEach(async () => {
  await origin[Symbol.asyncDispose]();
  place[Symbol.dispose]();
});

/** Downloads the one layer of an image, with waits between attempts a thousand times as short. */
async function fetchLayer(size: number) {
  const [layer] = origin.layersOf(origin.image('library/web:1', 'amd64', size));
  if (!layer) throw new Error('an image without a layer');
  const { signal } = new AbortController();
  let told = 0;
  const run = async () => {
    using sources = new Sources({ env: {}, signal, mirror: origin.address });
    const [source] = sources.of(image);
    if (!source) throw new Error('no source');
    const onBytes = (count: number) => {
      told += count;
    };
    const blob = { mediaType: '', ...layer };
    await download(source, blob, { folder, signal, onBytes, clock: createClock(1000) });
  };
  return {
    layer,
    run,
    told: () => told,
    blobRequests: () => origin.asked.filter((one) => one.includes('/blobs/')),
  };
}

/** Sends what is asked for of a blob up to this byte, and hangs up. */
function cutAt(end: number): Origin['interfere'] {
  return (request, response, blob) => {
    if (!blob) return false;
    const from = startOf(request);
    response.writeHead(from === 0 ? 200 : 206, {
      'content-length': blob.length - from,
      ...(from > 0 && { 'content-range': `bytes ${from}-${blob.length - 1}/${blob.length}` }),
    });
    response.write(blob.subarray(from, end), () => response.destroy());
    return true;
  };
}

describe('a blob', () => {
  test('goes on where the connection was cut, and is whole in the end', async () => {
    const { layer, run, told, blobRequests } = await fetchLayer(600_000);
    const cuts = [cutAt(200_000), cutAt(400_000)];
    origin.interfere = (...all) => cuts.shift()?.(...all) ?? false;
    await run();
    expect(sha256(readFileSync(folder.blob(layer.digest)))).toBe(layer.digest);
    const path = `GET /v2/library/web/blobs/${layer.digest}`;
    expect(blobRequests()).toEqual([path, `${path} bytes=200000-`, `${path} bytes=400000-`]);
    expect(told()).toBe(600_000);
    expect(readdirSync(folder.partialDir)).toEqual([]);
  });

  test('begins anew where the registry gives no parts', async () => {
    const { layer, run, told } = await fetchLayer(50_000);
    writeFileSync(
      folder.partial(layer.digest),
      (origin.blobs.get(layer.digest) ?? Buffer.of()).subarray(0, 20_000),
    );
    origin.interfere = (_, response, blob) => blob !== undefined && Boolean(response.end(blob));
    await run();
    expect(sha256(readFileSync(folder.blob(layer.digest)))).toBe(layer.digest);
    expect(told()).toBe(50_000);
  });

  test('is not taken from a registry that gives other content under its digest', async () => {
    const { layer, run, blobRequests } = await fetchLayer(1000);
    origin.interfere = (_, response, blob) => blob !== undefined && Boolean(response.end(Buffer.alloc(1000)));
    await expect(run()).rejects.toMatchObject({ name: 'FetchError', kind: 'wrong' });
    expect(blobRequests().length).toBeGreaterThan(1);
    expect(readdirSync(place.at('pack/blobs/sha256'))).toEqual([]);
    expect(readdirSync(folder.partialDir)).toEqual([]);
    origin.interfere = () => false;
    await run();
    expect(sha256(readFileSync(folder.blob(layer.digest)))).toBe(layer.digest);
  });

  test('is not taken where more comes than it has', async () => {
    const { run } = await fetchLayer(1000);
    origin.interfere = (_, response, blob) =>
      blob !== undefined && Boolean(response.end(Buffer.concat([blob, Buffer.alloc(1)])));
    await expect(run()).rejects.toMatchObject({ kind: 'wrong' });
  });

  test('that was left half, and filled up with something else, begins anew', async () => {
    const { layer, run } = await fetchLayer(1000);
    writeFileSync(folder.partial(layer.digest), Buffer.alloc(400));
    await run();
    expect(sha256(readFileSync(folder.blob(layer.digest)))).toBe(layer.digest);
  });

  test('that is there is not fetched, unless it is not what its name says', async () => {
    const { layer, run, blobRequests } = await fetchLayer(1000);
    await run();
    await run();
    expect(blobRequests()).toHaveLength(1);
    writeFileSync(folder.blob(layer.digest), Buffer.alloc(1000));
    await run();
    expect(blobRequests()).toHaveLength(2);
    expect(sha256(readFileSync(folder.blob(layer.digest)))).toBe(layer.digest);
  });

  test('that may not be had is not asked for again', async () => {
    const { run, blobRequests } = await fetchLayer(1000);
    origin.interfere = (_, response, blob) =>
      blob !== undefined && Boolean(response.writeHead(429).end('slow down'));
    await expect(run()).rejects.toMatchObject({ kind: 'limited' });
    // The second is the registry that the mirror stands before; only the first is the test's.
    expect(blobRequests()).toHaveLength(1);
  });

  test('what the disk refuses is no fault of the network', async () => {
    const { layer, run, blobRequests } = await fetchLayer(1000);
    mkdirSync(folder.partial(layer.digest));
    await expect(run()).rejects.not.toBeInstanceOf(FetchError);
    expect(blobRequests().length).toBeLessThan(2);
  });
});

test('a token is fetched for a repository once, and goes to nobody else', async () => {
  const { layer, run } = await fetchLayer(1000);
  await using store = await Origin.start();
  store.blobs.set(layer.digest, origin.blobs.get(layer.digest) ?? Buffer.of());
  const seen: (string | undefined)[] = [];
  store.interfere = ({ headers }) => {
    seen.push(headers.authorization);
    return false;
  };
  origin.interfere = ({ url = '', headers }, response) => {
    if (url.startsWith('/token')) return Boolean(response.end('{"token":"t"}'));
    if (headers.authorization !== 'Bearer t') {
      const challenge = `Bearer realm="${origin.address}/token",service="hub"`;
      return Boolean(response.writeHead(401, { 'www-authenticate': challenge }).end());
    }
    return Boolean(response.writeHead(307, { location: `${store.address}${url}` }).end());
  };
  await run();
  expect(seen).toEqual([undefined]);
  expect(origin.asked.filter((one) => one.startsWith('GET /token'))).toEqual([
    'GET /token?service=hub&scope=repository%3Alibrary%2Fweb%3Apull',
  ]);
});
