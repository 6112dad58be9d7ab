import { request } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Service } from '../../../src/practice/objects.ts';
import { startCluster, type TestCluster } from './cluster.ts';

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startCluster();
  cluster.run('client', {
    containers: [{ name: 'client', image: 'busybox:1.36', command: ['sleep', '1000000'] }],
  });
  cluster.run('web', {
    containers: [{ name: 'web', image: 'nginx', ports: [{ name: 'http', containerPort: 80 }] }],
  });
  await Promise.all([cluster.running('client'), cluster.running('web')]);
});
afterAll(() => cluster[Symbol.asyncDispose]());

const client = (...command: string[]) => cluster.exec('client', ...command);
const addressOf = (name: string) =>
  cluster.store.get<Service>('Service', 'default', name)?.spec.clusterIP ?? '';

/** Status and body, or the code of the error. */
function get(port: number): Promise<string> {
  return new Promise((resolve) => {
    const asked = request({ port, host: '127.0.0.1', agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(String(response.statusCode)));
    });
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    asked.end();
  });
}

const endpointsKnown = (name: string, wanted = true) =>
  cluster.until('Endpoints', name, (one) => (one !== undefined && 'subsets' in one) === wanted);

describe('names', () => {
  it('resolve from the moment their Service exists, in every form', async () => {
    expect(await client('nslookup', 'front')).toMatchObject({
      code: 1,
      out: expect.stringContaining("** server can't find front.default.svc.cluster.local: NXDOMAIN"),
    });
    cluster.service('front', [{ port: 8080, targetPort: 'http' }], { app: 'web' });
    await endpointsKnown('front');
    for (const name of [
      'front',
      'front.default',
      'front.default.svc',
      'front.default.svc.cluster.local',
      'front.default.svc.cluster.local.',
    ]) {
      expect(await client('wget', '-qO-', `http://${name}:8080/`), name).toMatchObject({
        code: 0,
        out: expect.stringContaining('Welcome to nginx!'),
      });
    }
    expect(await client('nslookup', 'front')).toMatchObject({
      out: `Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\nName:\tfront.default.svc.cluster.local\nAddress: ${addressOf('front')}\n\n`,
    });
    expect(await client('wget', '-qO-', 'http://front.other:8080')).toMatchObject({
      code: 1,
      err: "wget: bad address 'front.other:8080'\n",
    });
  });

  it('of a headless Service are the addresses of its pods', async () => {
    cluster.store.create<Service>({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'heads', namespace: 'default', uid: '', resourceVersion: '', creationTimestamp: '' },
      spec: { clusterIP: 'None', selector: { app: 'web' }, ports: [{ port: 80 }] },
    });
    await endpointsKnown('heads');
    const { status } = await cluster.running('web');
    expect(await client('nslookup', 'heads')).toMatchObject({
      out: expect.stringContaining(`Address: ${status?.podIP}\n`),
    });
    expect(await client('wget', '-qO-', 'http://heads/')).toMatchObject({ code: 0 });
  });

  it('of nothing are unknown', async () => {
    expect(await client('wget', '-qO-', 'http://none')).toMatchObject({
      code: 1,
      err: "wget: bad address 'none'\n",
    });
    expect(await client('nc', '-z', 'example.com', '80')).toMatchObject({ code: 1 });
  });
});

describe('connections', () => {
  it('are refused while no ready pod is behind a Service, and where nobody listens', async () => {
    cluster.service('hollow', [{ port: 80 }], { app: 'nobody' });
    expect(await client('wget', '-qO-', 'http://hollow')).toMatchObject({
      code: 1,
      err: `wget: can't connect to remote host (${addressOf('hollow')}): Connection refused\n`,
    });
    cluster.service('deaf', [{ port: 81 }], { app: 'web' });
    await endpointsKnown('deaf');
    expect(await client('nc', '-z', 'deaf', '81')).toMatchObject({ code: 1 });
    expect(await client('nc', '-z', '127.0.0.1', '80')).toMatchObject({ code: 1 });
    const { status } = await cluster.running('web');
    expect(await client('nc', '-z', status?.podIP ?? '', '80')).toMatchObject({ code: 0 });
  });

  it('to addresses that nobody has fail, each in its way', async () => {
    const told = async (host: string, port = '80') =>
      (await client('wget', '-qO-', `http://${host}:${port}`)).err;
    expect(await told('front', '9999')).toContain('Connection refused');
    expect(await told('10.244.9.9')).toContain('No route to host');
    expect(await told('192.0.2.1')).toContain('Network is unreachable');
  });

  it('carry data both ways and end on both sides', async () => {
    expect(
      await client(
        'sh',
        '-c',
        'echo ping | nc -l -p 7000 > got & sleep 5; echo pong | nc 127.0.0.1 7000; wait; cat got',
      ),
    ).toMatchObject({
      code: 0,
      out: 'ping\npong\n',
    });
  });

  it('reach a pod by port-forward', async () => {
    const connection = await cluster.node.agent.portForward('default', 'web', 80);
    connection.end('GET / HTTP/1.0\r\n\r\n');
    let text = '';
    for await (const data of connection) text += data;
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*Welcome to nginx!/);
    await expect(cluster.node.agent.portForward('default', 'web', 81)).rejects.toThrow('ECONNREFUSED');
  });
});

describe('a NodePort', () => {
  it('answers on this machine while something answers behind it, and refuses before and after', async () => {
    const { ports } = cluster.node;
    const nodePort = await ports.claim();
    expect(nodePort).toBeGreaterThanOrEqual(30_000);
    expect(nodePort).toBeLessThanOrEqual(32_767);
    cluster.service('outside', [{ port: 80, nodePort }], { app: 'nobody' });
    await expect.poll(() => get(nodePort)).toBe('ECONNREFUSED');
    const select = (app: string) =>
      cluster.store.mutate<Service>('Service', 'default', 'outside', ({ spec }) => {
        spec.selector = { app };
      });
    select('web');
    await expect.poll(() => get(nodePort)).toBe('200');
    select('nobody');
    await expect.poll(() => get(nodePort)).toBe('ECONNREFUSED');
    select('web');
    await expect.poll(() => get(nodePort)).toBe('200');
    ports.release(nodePort);
    await expect.poll(() => get(nodePort)).toBe('ECONNREFUSED');
  });

  it('that someone has taken is refused, as Kubernetes does', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(cluster.node.ports.claim(port)).rejects.toMatchObject({
      code: 422,
      message: expect.stringContaining('provided port is already allocated'),
    });
    server.close();
    const own = await cluster.node.ports.claim();
    await expect(cluster.node.ports.claim(own)).rejects.toMatchObject({ code: 422 });
    cluster.node.ports.release(own);
  });

  it('can be claimed while other things change', async () => {
    const claiming = Promise.all([1, 2, 3, 4, 5].map(() => cluster.node.ports.claim()));
    for (const name of ['busy-1', 'busy-2', 'busy-3']) cluster.service(name, [{ port: 80 }], { app: 'web' });
    const ports = await claiming;
    expect(new Set(ports).size).toBe(5);
    for (const port of ports) cluster.node.ports.release(port);
  });

  it('survives a client that goes away in the middle', async () => {
    const nodePort = await cluster.node.ports.claim();
    cluster.service('rude', [{ port: 80, nodePort }], { app: 'web' });
    await expect.poll(() => get(nodePort)).toBe('200');
    const socket = connect(nodePort, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write('GET / HTTP/1.1\r\nHost');
    socket.resetAndDestroy();
    await expect.poll(() => get(nodePort)).toBe('200');
  });

  it('answers again after the node was down', async () => {
    const nodePort = await cluster.node.ports.claim();
    cluster.service('lasting', [{ port: 80, nodePort }], { app: 'web' });
    await expect.poll(() => get(nodePort)).toBe('200');
    await cluster.reboot();
    await cluster.running('web');
    await expect.poll(() => get(nodePort), { timeout: 10_000 }).toBe('200');
  });
});
