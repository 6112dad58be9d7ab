import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ControlPlane, startControlPlane } from '../support/control-plane.ts';

let plane: ControlPlane;

beforeAll(async () => {
  plane = await startControlPlane();
});

afterAll(() => plane[Symbol.asyncDispose]());

const stillServes = async () => expect((await plane.request('GET', '/api/v1/nodes')).code).toBe(200);

async function raw(text: string | Buffer): Promise<string> {
  const { port } = new URL(plane.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.end(text);
  let answer = '';
  socket.setEncoding('latin1').on('data', (data: string) => {
    answer += data;
  });
  await new Promise<void>((resolve) => socket.once('close', () => resolve()).on('error', () => resolve()));
  return answer;
}

it('answers nobody who does not know the secret', async () => {
  const { origin } = new URL(plane.url);
  for (const path of ['/', '/api', '/c/', '/c/wrong!/api', '/c/tested-not/api/v1/nodes', '/version']) {
    const response = await fetch(origin + path);
    expect([path, response.status, ((await response.json()) as { reason: string }).reason]).toEqual([
      path,
      403,
      'Forbidden',
    ]);
  }
});

it('survives garbage', async () => {
  expect(await raw('hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  await raw(Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc]));
  await raw('GET /c/tested/%zz HTTP/1.1\r\nHost: x\r\n\r\n');
  await stillServes();
});

it.each<[string, string, RegExp]>([
  [
    'two lengths',
    'POST /c/tested/api HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    /^HTTP\/1\.1 400 Bad Request\r\n/,
  ],
  [
    'a length and chunks',
    'POST /c/tested/api HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /c/tested/version HTTP/1.1\r\n\r\n',
    /^HTTP\/1\.1 400 Bad Request\r\n/,
  ],
  [
    'a bare line feed in a header',
    'GET /c/tested/version HTTP/1.1\r\nHost: x\nA: b\r\n\r\n',
    /^HTTP\/1\.1 400 Bad Request\r\n/,
  ],
  ['headers without end', `GET /c/tested/version HTTP/1.1\r\nA: ${'a'.repeat(2 ** 21)}`, /^HTTP\/1\.1 431 /],
  [
    'a host in the path',
    'GET /c/tested//evil/version HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    /^HTTP\/1\.1 404 /,
  ],
  [
    'a wish for HTTP/2',
    'GET /c/tested/version HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\nConnection: close\r\n\r\n',
    /^HTTP\/1\.1 200 OK\r\n.*"gitVersion"/s,
  ],
  [
    'a WebSocket to what has none',
    'GET /c/tested/version HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    /^HTTP\/1\.1 404 .*"kind":"Status"/s,
  ],
  [
    'SPDY from a stranger',
    'POST /c/other/api/v1/namespaces/default/pods/x/exec HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n\r\n',
    /^HTTP\/1\.1 403 .*"kind":"Status"/s,
  ],
])('answers %s', async (_what, text, answer) => {
  expect(await raw(text)).toMatch(answer);
  await stillServes();
});

it('survives a client of exec that speaks no SPDY', async () => {
  const pod = { metadata: { name: 'spoken' }, spec: { containers: [{ name: 'c', image: 'busybox' }] } };
  expect((await plane.request('POST', '/api/v1/namespaces/default/pods', pod)).code).toBe(201);
  await plane.settled();
  const head = [
    'POST /c/tested/api/v1/namespaces/default/pods/spoken/exec?stdout=true&command=x HTTP/1.1',
    'Host: x',
    'Connection: Upgrade',
    'Upgrade: SPDY/3.1',
  ].join('\r\n');
  const frames = {
    'no frame': Buffer.from('GET / HTTP/1.1\r\n\r\n'),
    'a frame of another version': Buffer.from([0x80, 2, 0, 1, 0, 0, 0, 0]),
    'a frame that is too long': Buffer.from([0x80, 3, 0, 1, 0, 0xff, 0xff, 0xff]),
    'headers that are none': Buffer.from([0x80, 3, 0, 1, 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 2]),
    'a frame that ends too early': Buffer.from([0x80, 3, 0, 3, 0, 0, 0, 1, 7]),
  };
  for (const [what, frame] of Object.entries(frames)) {
    const answer = await raw(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), frame]));
    expect([what, answer.split('\r\n')[0]]).toEqual([what, 'HTTP/1.1 101 Switching Protocols']);
  }
  expect(await raw(`${head}\r\nX-Stream-Protocol-Version: v9.channel.k8s.io\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 403 .*unable to negotiate protocol: client supports \[v9\.channel\.k8s\.io\]/s,
  );
  await stillServes();
});

it('serves beside a thousand connections that say nothing, and ends them after a while', async () => {
  const { port } = new URL(plane.url);
  const ends: Promise<unknown>[] = [];
  const sockets: Socket[] = [];
  for (let count = 0; count < 1000; count += 1) {
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    // What is not read has no end.
    socket.resume();
    ends.push(new Promise((resolve) => socket.once('close', resolve)));
    sockets.push(socket);
  }
  await Promise.all(
    sockets.map((socket) => new Promise<void>((resolve) => socket.once('connect', () => resolve()))),
  );
  await stillServes();
  await Promise.all(ends);
  await stillServes();
}, 60_000);

it('refuses a body of more than 3 MiB', async () => {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'huge' },
    data: { k: 'x'.repeat(3 * 2 ** 20) },
  };
  const { code, body } = await plane.request('POST', '/api/v1/namespaces/default/configmaps', object);
  expect([code, body.reason]).toEqual([413, 'RequestEntityTooLarge']);
  await stillServes();
});

it.each([
  ['no JSON', 'POST', '/api/v1/namespaces/default/pods', '{', 400],
  ['no object', 'POST', '/api/v1/namespaces/default/pods', '[1]', 400],
  ['another kind', 'POST', '/api/v1/namespaces/default/pods', '{"kind":"Service","apiVersion":"v1"}', 400],
  ['an empty object', 'POST', '/api/v1/namespaces/default/pods', '{}', 422],
  [
    'a spec that is none',
    'POST',
    '/apis/apps/v1/namespaces/default/deployments',
    '{"spec":7,"metadata":{"name":"x"}}',
    400,
  ],
  ['no spec', 'POST', '/apis/apps/v1/namespaces/default/deployments', '{"metadata":{"name":"x"}}', 422],
  ['no spec', 'POST', '/api/v1/namespaces/default/services', '{"metadata":{"name":"x"}}', 422],
  ['an unknown resource', 'GET', '/api/v1/things', undefined, 404],
  ['a method that is none', 'PUT', '/api/v1/namespaces/default/pods', '{}', 405],
  ['a bad selector', 'GET', '/api/v1/pods?labelSelector=%3D%3D%3D', undefined, 400],
  ['a field that none can select by', 'GET', '/api/v1/pods?fieldSelector=spec.x%3Dy', undefined, 400],
  ['a bad revision', 'GET', '/api/v1/pods?watch=true&resourceVersion=x', undefined, 500],
])('answers %s with a Status', async (_what, method, path, text, code) => {
  const reply = await plane.request(method, path, text);
  expect([reply.code, reply.body.kind]).toEqual([code, 'Status']);
  await stillServes();
});

it('says 415 for a content type that it does not know', async () => {
  const reply = await plane.request('POST', '/api/v1/namespaces/default/pods', '<pod/>', 'text/xml');
  expect(reply.code).toBe(415);
});

it('says what is wrong with protobuf that is none', async () => {
  const reply = await plane.request(
    'POST',
    '/api/v1/namespaces/default/pods',
    'k8s\0\x0a\xff',
    'application/vnd.kubernetes.protobuf',
  );
  expect([reply.code, reply.body.reason]).toEqual([400, 'BadRequest']);
});
