import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import { type Program, start, stopAll } from './program.ts';

afterEach(stopAll);

async function startServer(name: string): Promise<Program> {
  const server = await start(name);
  await server.line(/running on port/);
  return server;
}

/** Sends requests over one connection, all at once, and resolves when it has been closed. */
async function pipeline(server: Program, requests: string): Promise<void> {
  const { hostname: host, port } = new URL(server.url);
  const socket = connect(Number(port), host);
  socket.end(requests);
  socket.resume();
  await once(socket, 'close');
}

describe('rng', () => {
  test('says where it runs', async () => {
    const rng = await startServer('rng');
    const response = await fetch(`${rng.url}/`);
    expect(await response.text()).toBe(`RNG running on ${hostname()}\n`);
  });

  test('gives as many random bytes as it is asked for', async () => {
    const rng = await startServer('rng');
    const get = async () => {
      const response = await fetch(`${rng.url}/32`);
      expect(response.headers.get('content-type')).toBe('application/octet-stream');
      return Buffer.from(await response.arrayBuffer());
    };
    const [first, second] = [await get(), await get()];
    expect(first).toHaveLength(32);
    expect(second).toHaveLength(32);
    expect(first.equals(second)).toBe(false);
  });

  test.each(['/many', '/-1', '/3.5', '/32/', '/99999999999'])('does not know %s', async (path) => {
    const rng = await startServer('rng');
    expect((await fetch(`${rng.url}${path}`)).status).toBe(404);
  });

  test('takes GET only', async () => {
    const rng = await startServer('rng');
    expect((await fetch(`${rng.url}/32`, { method: 'POST', body: 'x' })).status).toBe(405);
  });

  test('serves one request at a time', async () => {
    const rng = await startServer('rng');
    // The second could be answered at once; it has to wait for the first, which takes its time.
    await pipeline(
      rng,
      'GET /32 HTTP/1.1\r\nHost: rng\r\n\r\nGET / HTTP/1.1\r\nHost: rng\r\nConnection: close\r\n\r\n',
    );
    await rng.line(/^GET \/ 200$/);
    expect(rng.lines().slice(1)).toEqual(['GET /32 200', 'GET / 200']);
  });

  test('goes on after a client that went away', async () => {
    const rng = await startServer('rng');
    const impatient = new AbortController();
    const asked = fetch(`${rng.url}/32`, { signal: impatient.signal }).catch(() => 'gone');
    impatient.abort();
    expect(await asked).toBe('gone');
    expect((await fetch(`${rng.url}/1`)).status).toBe(200);
  });
});

describe('hasher', () => {
  test('says where it runs', async () => {
    const hasher = await startServer('hasher');
    expect(await (await fetch(`${hasher.url}/`)).text()).toBe(`HASHER running on ${hostname()}\n`);
  });

  test('gives the SHA-256 of any bytes', async () => {
    const hasher = await startServer('hasher');
    const bytes = Buffer.from([0, 255, 13, 10, 0, 128]);
    const response = await fetch(`${hasher.url}/`, { method: 'POST', body: bytes });
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(await response.text()).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  test('takes nothing but GET and POST at /', async () => {
    const hasher = await startServer('hasher');
    expect((await fetch(`${hasher.url}/`, { method: 'PUT', body: 'x' })).status).toBe(405);
    expect((await fetch(`${hasher.url}/other`)).status).toBe(404);
  });

  test('serves many requests at a time', async () => {
    const hasher = await startServer('hasher');
    await pipeline(
      hasher,
      'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nxGET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n',
    );
    await hasher.line(/^POST \/ 200$/);
    expect(hasher.lines().slice(1)).toEqual(['GET / 200', 'POST / 200']);
  });
});

test.each(['rng', 'hasher', 'webui'])('%s ends well when it is asked to', async (name) => {
  const server = await startServer(name);
  expect(server.lines()).toEqual([`${name.toUpperCase()} running on port ${new URL(server.url).port}`]);
  expect(await server.terminate()).toBe(0);
});
