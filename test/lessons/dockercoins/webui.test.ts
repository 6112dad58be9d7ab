import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { lessonDir, start, stopAll } from './program.ts';
import { Redis } from './redis.ts';

const servers: Redis[] = [];
afterEach(async () => {
  await stopAll();
  await Promise.all(servers.splice(0).map((redis) => redis.stop()));
});

async function startWebui() {
  const redis = await Redis.start();
  servers.push(redis);
  const webui = await start('webui', { REDIS_URL: redis.url });
  await webui.line(/^WEBUI running on port \d+$/);
  return { redis, webui };
}

describe('webui', () => {
  test('has no figures before the first, and then the count as a string', async () => {
    const { redis, webui } = await startWebui();
    const json = async () => (await fetch(`${webui.url}/json`)).json();
    expect(await json()).toEqual({ coins: 0, hashes: null, now: expect.any(Number) });
    redis.numbers.set('hashes', 1234);
    redis.hashes.set(
      'wallet',
      new Map([
        ['0a', Buffer.from('x')],
        ['0b', Buffer.from('y')],
      ]),
    );
    expect(await json()).toEqual({ coins: 2, hashes: '1234', now: expect.any(Number) });
  });

  test('tells the time in seconds', async () => {
    const { webui } = await startWebui();
    const before = Date.now() / 1000;
    const { now } = (await (await fetch(`${webui.url}/json`)).json()) as { now: number };
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now() / 1000);
  });

  test('listens without Redis, says what is wrong, and finds it again', async () => {
    const port = await freePort();
    const webui = await start('webui', { REDIS_URL: `redis://127.0.0.1:${port}` });
    await webui.line(/^WEBUI running/);
    const missing = await fetch(`${webui.url}/json`);
    expect(missing.status).toBe(503);
    expect(await missing.json()).toEqual({ error: expect.stringContaining('ECONNREFUSED') });
    servers.push(await Redis.start(port));
    expect((await fetch(`${webui.url}/json`)).status).toBe(200);
  });

  test('leads from / to its page, and knows nothing else', async () => {
    const { webui } = await startWebui();
    const home = await fetch(`${webui.url}/`, { redirect: 'manual' });
    expect([home.status, home.headers.get('location')]).toEqual([302, '/index.html']);
    const page = await fetch(`${webui.url}/index.html`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain('<title>DockerCoins</title>');
    expect((await fetch(`${webui.url}/other`)).status).toBe(404);
    expect((await fetch(`${webui.url}/json`, { method: 'POST' })).status).toBe(405);
  });
});

describe('its page', () => {
  const page = readFile(resolve(lessonDir, 'files/dockercoins/webui/index.html'), 'utf8');

  test('needs nothing from elsewhere', async () => {
    expect(await page).not.toMatch(/https?:|\bsrc=|<link|@import/);
  });

  test('shows the speed, the counts, and what is wrong', async () => {
    const script = /<script>(.*)<\/script>/s.exec(await page)?.[1] ?? '';
    const shown = { figures: { textContent: '' }, problem: { textContent: '' }, picture: { innerHTML: '' } };
    const answers: { ok: boolean; json: object }[] = [
      { ok: true, json: { coins: 0, hashes: null, now: 100 } },
      { ok: true, json: { coins: 1, hashes: '8', now: 102 } },
      { ok: false, json: { error: 'getaddrinfo ENOTFOUND redis' } },
    ];
    let again: (() => void) | undefined;
    const context = createContext({
      document: {
        getElementById: (id: 'figures' | 'problem') => shown[id],
        querySelector: () => shown.picture,
      },
      fetch: async () => {
        const answer = answers.shift();
        return { ok: answer?.ok, json: async () => answer?.json };
      },
      setTimeout: (task: () => void) => {
        again = task;
      },
    });
    // The page asks, then waits for a second: each of its waits ends at once here.
    runInContext(script, context);
    for (;;) {
      await expect.poll(() => again).toBeDefined();
      if (answers.length === 0) break;
      const look = again;
      again = undefined;
      look?.();
    }
    expect(shown.figures.textContent).toBe('4.0 hashes a second · 8 hashes · 1 coins');
    expect(shown.picture.innerHTML).toMatch(/<polyline points="[\d.]+,[\d.]+"\/>/);
    expect(shown.problem.textContent).toBe('No figures: getaddrinfo ENOTFOUND redis');
  });
});
