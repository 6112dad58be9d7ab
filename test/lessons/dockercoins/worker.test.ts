import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { start, stopAll } from './program.ts';
import { Redis } from './redis.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await stopAll();
  await Promise.all(cleanups.splice(0).map((cleanup) => cleanup()));
});

async function startRedis(port?: number): Promise<Redis> {
  const redis = await Redis.start(port);
  cleanups.push(() => redis.stop());
  return redis;
}

/** A rng that always gives the same bytes, at once. */
async function startConstant(bytes: Buffer, status = 200): Promise<string> {
  const server: Server = createServer((_, response) => response.writeHead(status).end(bytes));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(async () => server.close());
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** 32 bytes whose hash begins as told: every unit of work is the same. */
function bytesHashingTo(start: RegExp): Buffer {
  for (let seed = 0; ; seed += 1) {
    const bytes = createHash('sha512').update(String(seed)).digest().subarray(0, 32);
    if (start.test(sha256(bytes))) return bytes;
  }
}

describe('worker', () => {
  test('counts its work, and says 0 first', async () => {
    const redis = await startRedis();
    const rng = await start('rng');
    const hasher = await start('hasher');
    await Promise.all([rng.line(/running/), hasher.line(/running/)]);
    const worker = await start('worker', { REDIS_URL: redis.url, RNG_URL: rng.url, HASHER_URL: hasher.url });
    const counted = await worker.line(/INFO:__main__:[1-9]\d* units of work done, updating hash counter/);
    expect(worker.lines()[0]).toBe('INFO:__main__:0 units of work done, updating hash counter');
    const units = Number(/(\d+) units/.exec(counted)?.[1]);
    await expect.poll(() => redis.numbers.get('hashes'), { timeout: 10_000 }).toBeGreaterThanOrEqual(units);
    expect(rng.lines().filter((line) => line === 'GET /32 200').length).toBeGreaterThanOrEqual(units);
  });

  test('keeps a coin with the very bytes that made it', async () => {
    const redis = await startRedis();
    const bytes = bytesHashingTo(/^0/);
    const hasher = await start('hasher');
    await hasher.line(/running/);
    const rng = await startConstant(bytes);
    const worker = await start('worker', { REDIS_URL: redis.url, RNG_URL: rng, HASHER_URL: hasher.url });
    const line = await worker.line(/Coin found/);
    expect(line).toBe(`INFO:__main__:Coin found: ${sha256(bytes).slice(0, 8)}...`);
    await expect
      .poll(() => redis.hashes.get('wallet')?.get(sha256(bytes)), { timeout: 10_000 })
      .toEqual(bytes);
  });

  test('keeps nothing else', async () => {
    const redis = await startRedis();
    const hasher = await start('hasher');
    await hasher.line(/running/);
    const rng = await startConstant(bytesHashingTo(/^[^0]/));
    const worker = await start('worker', { REDIS_URL: redis.url, RNG_URL: rng, HASHER_URL: hasher.url });
    await worker.line(/[1-9]\d* units/);
    expect(worker.lines().some((line) => line.includes('Coin'))).toBe(false);
    expect(redis.hashes.has('wallet')).toBe(false);
  });

  test('says 0 units, then what is wrong, and goes on running', async () => {
    const nobody = `redis://127.0.0.1:${await freePort()}`;
    const worker = await start('worker', { REDIS_URL: nobody });
    await worker.line(/Waiting/);
    expect(worker.lines()).toEqual([
      'INFO:__main__:0 units of work done, updating hash counter',
      'ERROR:__main__:In work loop:',
      expect.stringContaining('ECONNREFUSED'),
      'ERROR:__main__:Waiting 10s and restarting.',
    ]);
    expect(worker.running()).toBe(true);
    expect(await worker.terminate()).toBe(0);
  });

  test.each([
    ['rng', /^GET .*\/32: status 500$/],
    ['hasher', /^POST .*\/: status 500$/],
  ])('does not take an error of %s for an answer', async (broken, message) => {
    const redis = await startRedis();
    const good = await startConstant(Buffer.alloc(32));
    const bad = await startConstant(Buffer.from('no'), 500);
    const env = { RNG_URL: good, HASHER_URL: good, [`${broken.toUpperCase()}_URL`]: bad };
    const worker = await start('worker', { REDIS_URL: redis.url, ...env });
    await worker.line(/Waiting/);
    expect(worker.lines()[2]).toMatch(message);
  });

  // The ten seconds that the application waits are what this is about.
  test('recovers by itself once all is there', async () => {
    const port = await freePort();
    const hasher = await start('hasher');
    const rng = await start('rng');
    const env = { REDIS_URL: `redis://127.0.0.1:${port}`, RNG_URL: rng.url, HASHER_URL: hasher.url };
    const worker = await start('worker', env);
    await worker.line(/Waiting/);
    await startRedis(port);
    await worker.line(/[1-9]\d* units of work done/);
    expect(worker.lines().filter((line) => line.startsWith('ERROR'))).toHaveLength(2);
  });
});
