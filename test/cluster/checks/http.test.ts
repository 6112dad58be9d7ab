import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Clock, createClock } from '../../../src/base/clock.ts';
import type { HttpCheck } from '../../../src/lesson/schema.ts';
import { type Watching, type WatchingOptions, watching } from '../support/watching.ts';

let server: http.Server;
let port: string;
let asked: string[];
let answer: { status?: number; body?: string; headers?: Record<string, string> };
let check: Watching | undefined;

const listen = (at = 0) =>
  new Promise<void>((resolve) => {
    server.listen(at, '127.0.0.1', () => {
      port = String((server.address() as AddressInfo).port);
      resolve();
    });
  });
const close = () =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

beforeEach(async () => {
  answer = {};
  asked = [];
  server = http.createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/moved') return void response.writeHead(302, { Location: '/' }).end();
    response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '');
  });
  await listen();
});
afterEach(async () => {
  check?.stop();
  check = undefined;
  await close();
});

function begin(given: Omit<HttpCheck, 'http'>, path = '/', options: WatchingOptions = {}): Watching {
  check = watching(
    { http: `http://$NODE:$PORT${path}`, ...given },
    { vars: { NODE: '127.0.0.1', PORT: port }, ...options },
  );
  return check;
}

describe('what it answers', () => {
  test('any 2xx unless told', async () => {
    answer = { status: 204 };
    const { until } = begin({});
    await until('green');
    answer = { status: 500 };
    await until(`red: http://127.0.0.1:${port}/ answers 500, expected 2xx`);
  });

  test('the status that was asked for', async () => {
    answer = { status: 404 };
    await begin({ status: 404 }).until('green');
  });

  test('redirects are followed, unless one is what is asked for', async () => {
    await begin({}, '/moved').until('green');
    check?.stop();
    await begin({ status: 302 }, '/moved').until('green');
  });

  test('JSON, in part', async () => {
    answer = { body: '{"repositories":["busybox"],"more":1}' };
    const { until } = begin({ json: { repositories: [] } });
    await until(`red: http://127.0.0.1:${port}/: repositories has 1 element, expected 0`);
    answer = { body: '{"repositories":[]}' };
    await until('green');
    answer = { body: '<html>' };
    await until(`red: what http://127.0.0.1:${port}/ answers is not JSON`);
  });

  test('the text of the body', async () => {
    answer = { body: 'one\nHASHER running on web-1\n' };
    const { until } = begin({ body: '^HASHER running' });
    await until('green');
    answer = { body: 'RNG running on web-1' };
    await until(/does not match \^HASHER running$/);
  });
});

describe('what it does not answer', () => {
  test('nothing listens, then something does, then nothing again', async () => {
    await close();
    const { until, said } = begin({});
    await until(`red: http://127.0.0.1:${port}/ does not answer (ECONNREFUSED)`);
    await listen(Number(port));
    await until('green');
    await close();
    await until(/ECONNREFUSED/, said.length);
  });

  test('it hangs up', async () => {
    server.prependListener('request', (request) => request.socket.destroy());
    await begin({}).until(/ECONNRESET/);
  });

  test('a variable is not set yet, and is asked with as soon as it is', async () => {
    const { until, set } = begin({}, '/$WORD');
    await until('red: WORD is not set yet');
    set({ WORD: '' });
    set({ WORD: 'now' });
    await until('green');
    expect(asked).toEqual(['/now']);
  });

  test('what is no URL', async () => {
    check = watching({ http: '$NODE:80' }, { vars: { NODE: '127.0.0.1' } });
    await check.until('red: 127.0.0.1:80 is not a URL');
  });
});

describe('a value that must rise', () => {
  const fast = { clock: createClock(20) };
  const grow = (pace: number) => {
    let value = 0;
    return setInterval(() => {
      value += 1;
      answer = { body: JSON.stringify({ hashes: String(value) }) };
    }, pace);
  };

  test('has none, stands still, grows, and stands still again', async () => {
    answer = { body: '{"hashes":null}' };
    const { until, said } = begin({ rises: 'hashes' }, '/json', fast);
    await until('red: hashes has no value yet');
    answer = { body: '{"hashes":"12"}' };
    await until('red: hashes is 12: waiting to see it grow');
    await until('red: hashes stays at 12');
    const growing = grow(30);
    try {
      await until('green');
    } finally {
      clearInterval(growing);
    }
    const from = said.length;
    await until(/^red: hashes stays at \d+$/, from);
  });

  test('a counter that was begun anew has to grow again', async () => {
    answer = { body: '{"n":1}' };
    const { until, said } = begin({ rises: 'n' }, '/', fast);
    await until(/is 1/);
    answer = { body: '{"n":2}' };
    await until('green');
    const from = said.length;
    answer = { body: '{"n":0}' };
    await until(/^red: n is 0/, from);
  });

  test('what is no number', async () => {
    answer = { body: '{"n":"many"}' };
    await begin({ rises: 'n' }).until('red: n is many, which is not a number');
  });
});

test('leaves no timer and no connection behind once it is stopped', async () => {
  const real = createClock(50);
  let timers = 0;
  const counting: Clock = {
    ...real,
    after(delay, task) {
      timers++;
      let live = true;
      const end = () => {
        if (live) timers--;
        live = false;
      };
      const timer = real.after(delay, () => {
        end();
        task();
      });
      return {
        cancel: () => {
          end();
          timer.cancel();
        },
      };
    },
  };
  const { until } = begin({}, '/', { clock: counting });
  await until('green');
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(3));
  check?.stop();
  expect(timers).toBe(0);
  const open = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
  await vi.waitFor(async () => expect(await open()).toBe(0));
  expect(timers).toBe(0);
});
