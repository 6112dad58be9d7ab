import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NotReadyError } from '../../../src/base/errors.ts';
import { whyNotLocal } from '../../../src/cluster/context/local.ts';
import { contextCluster } from '../../../src/cluster/context.ts';

let folder: string;
let server: http.Server;
let url: string;
let connections: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotage-context-'));
  connections = 0;
  server = http.createServer((_, response) => {
    const addresses = [
      { type: 'Hostname', address: 'n1' },
      { type: 'InternalIP', address: '172.18.0.2' },
    ];
    response
      .writeHead(200)
      .end(JSON.stringify({ items: [{ metadata: { name: 'n1' }, status: { addresses } }] }));
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

interface Entry {
  server?: string;
  user?: object;
  cluster?: object;
}

async function learnersFile(name: string, contexts: Record<string, Entry>): Promise<string> {
  const path = join(folder, name);
  const names = Object.keys(contexts);
  const content = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': names[0],
    contexts: names.map((one) => ({ name: one, context: { cluster: one, user: one } })),
    clusters: Object.entries(contexts).map(([one, entry]) => ({
      name: one,
      cluster: { server: entry.server ?? url, ...entry.cluster },
    })),
    users: Object.entries(contexts).map(([one, entry]) => ({
      name: one,
      user: entry.user ?? { token: `t-${one}` },
    })),
  };
  await writeFile(path, JSON.stringify(content));
  return path;
}

const cluster = (name: string, ...paths: string[]) =>
  contextCluster(name, {
    runDir: join(folder, 'run'),
    environment: { KUBECONFIG: paths.join(delimiter), HOME: folder },
  });
const failure = async (started: Promise<void>): Promise<NotReadyError> => {
  const error = await started.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof NotReadyError)) throw new Error(`expected a NotReadyError, got ${String(error)}`);
  return error;
};

test('the run gets a copy with the one context, for its owner alone; the original is left as it is', async () => {
  const path = await learnersFile('config', {
    production: { server: 'https://prod.example.com' },
    mine: { user: { 'client-key': 'keys/mine.key' } },
  });
  const before = await readFile(path, 'utf8');
  const mine = cluster('mine', path);
  await mine.start();
  const env = await mine.env();
  expect(env).toEqual({
    KUBECONFIG: join(folder, 'run', 'kubeconfig'),
    NODE: '127.0.0.1',
  });
  expect(JSON.parse(await readFile(join(folder, 'run', 'kubeconfig'), 'utf8'))).toEqual({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'mine',
    contexts: [{ name: 'mine', context: { cluster: 'mine', user: 'mine', namespace: 'default' } }],
    clusters: [{ name: 'mine', cluster: { server: url } }],
    users: [{ name: 'mine', user: { 'client-key': join(folder, 'keys/mine.key') } }],
  });
  expect((await stat(join(folder, 'run', 'kubeconfig'))).mode & 0o777).toBe(0o600);
  expect(await readFile(path, 'utf8')).toBe(before);
});

test('a cluster in containers answers at the address of its node', async () => {
  const path = await learnersFile('config', { 'kind-lab': {} });
  expect((await cluster('kind-lab', path).env()).NODE).toBe('172.18.0.2');
});

test('every file of KUBECONFIG counts, and one that is not there does not hurt', async () => {
  const one = await learnersFile('one', { first: {} });
  const two = await learnersFile('two', { second: {} });
  await cluster('second', one, join(folder, 'none'), two).start();
  expect(connections).toBe(1);
});

test('without KUBECONFIG, the one in the home folder', async () => {
  const error = await failure(cluster('mine').start());
  expect(error.message).toBe(`there is no context mine in ${join(folder, '.kube', 'config')}`);
});

test('a context that does not exist: those that do', async () => {
  const one = await learnersFile('one', { first: {} });
  const two = await learnersFile('two', { second: {}, third: {} });
  const error = await failure(cluster('fourth', one, two).start());
  expect(error.message).toBe(`there is no context fourth in ${one} or ${two}`);
  expect(error.next).toContain('first, second, third');
});

test('a kubeconfig that is none', async () => {
  const path = join(folder, 'broken');
  await writeFile(path, 'contexts: [');
  const error = await failure(cluster('mine', path).start());
  expect(error.message).toContain(`the kubeconfig ${path} cannot be read: `);
});

test('a cluster that is down', async () => {
  const path = await learnersFile('config', { mine: { server: 'http://127.0.0.1:1' } });
  const error = await failure(cluster('mine', path).start());
  expect(error.message).toBe(
    'the cluster of the context mine cannot be used: the cluster does not answer (ECONNREFUSED); nothing listens at 127.0.0.1:1',
  );
});

describe('nothing is sent to a cluster that may be another’s', () => {
  test.each<[string, string, Entry]>([
    ['a name that says production, even on loopback', 'production', {}],
    ['part of a name', 'eu-prod-2', {}],
    ['a proxy', 'mine', { cluster: { 'proxy-url': 'PROXY' } }],
    ['a program that signs the user in', 'mine', { user: { exec: { command: 'aws', args: [] } } }],
  ])('%s', async (_, name, entry) => {
    const proxied = JSON.parse(JSON.stringify(entry).replace('PROXY', url)) as Entry;
    const path = await learnersFile('config', { [name]: proxied });
    const error = await failure(cluster(name, path).start());
    expect(error.message).toContain(`the context ${name} is not known to be a cluster on this machine`);
    expect(error.next).toContain('does not touch such a cluster before its name was typed');
    await expect(stat(join(folder, 'run'))).rejects.toThrow('ENOENT');
    expect(connections).toBe(0);
  });

  test.each<[string, string, boolean]>([
    ['kind-lab', 'https://127.0.0.1:40123', true],
    ['anything', 'https://[::1]:6443', true],
    ['anything', 'https://localhost:6443', true],
    ['docker-desktop', 'https://kubernetes.docker.internal:6443', true],
    ['minikube', 'https://192.168.49.2:8443', true],
    ['minikube', 'https://52.1.2.3:8443', false],
    ['k3d-x', 'https://cluster.example.com', false],
    ['anything', 'https://192.168.49.2:8443', false],
    ['anything', 'https://127.example.com', false],
    ['kind-prod', 'https://127.0.0.1:40123', false],
    ['reproduce', 'https://127.0.0.1:40123', true],
  ])('%s at %s: local is %s', (context, address, local) => {
    const target = {
      context,
      server: address,
      namespace: 'default',
      clusterName: context,
      userName: undefined,
      cluster: {},
      user: undefined,
    };
    expect(whyNotLocal(target) === undefined).toBe(local);
  });
});
