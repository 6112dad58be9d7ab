import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CoreV1Api, KubeConfig, ListWatch, type V1ConfigMap, Watch } from '@kubernetes/client-node';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { createClock } from '../../../src/base/clock.ts';
import { createApiServer } from '../../../src/practice/api/server.ts';
import { openJournal } from '../../../src/practice/store/journal.ts';
import { createStore } from '../../../src/practice/store/store.ts';
import { countedPorts, type Reply } from '../support/control-plane.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { startStandInKubelet } from '../support/stand-in-kubelet.ts';

/** So few changes of a kind can a watch resume over; twice as many are sometimes kept. */
const historyLength = 4;
const namespace = 'default';
const path = `/api/v1/namespaces/${namespace}/configmaps`;

/** An API server over a folder, which can be started again. */
async function startServer(folder: string, relay: Relay) {
  const store = createStore({ journal: openJournal(folder), historyLength });
  if (!store.get('Namespace', undefined, namespace)) {
    store.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, uid: '', resourceVersion: '', creationTimestamp: '' },
    });
  }
  const standIn = startStandInKubelet(store);
  const server = createApiServer({
    store,
    agent: standIn.agent,
    nodePorts: countedPorts(),
    clock: createClock(),
    secret: 'tested',
    version: () => ({ major: '1', minor: '34', gitVersion: 'v1.34.1' }),
  });
  const { url, port } = await server.listen();
  relay.target = port;
  const request = async (method: string, below: string, body?: object) => {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const answer = await fetch(`${url}${path}${below}`, {
      method,
      body: body ? JSON.stringify(body) : null,
      headers: body ? { 'content-type': type } : {},
    });
    return { code: answer.status, body: (await answer.json()) as Reply };
  };
  return {
    request,
    async close() {
      relay.target = undefined;
      standIn.stop();
      await server.close();
      await store.close();
    },
  };
}

/** What happens in a round, and in which order, is drawn by lot. */
type Step =
  | { do: 'create' | 'change' | 'remove'; name: number }
  /** So many changes that a watch which does not see them cannot resume. */
  | { do: 'flood'; name: number }
  | { do: 'cut' }
  /** Nobody answers from here on, until the next `join` or the end of the round. */
  | { do: 'part' }
  | { do: 'join' }
  | { do: 'restart' }
  | { do: 'catch up' };

const name = fc.nat({ max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('create', 'change', 'remove'), name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('flood'), name }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('cut', 'part', 'join', 'catch up') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart') }) },
);

type Versions = Record<string, string>;

it('an informer loses and invents nothing, whatever happens to its connections and its server', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotage-informer-'));
  const relay = await startRelay();
  let server = await startServer(folder, relay);
  let port = relay.target;
  let floods = 0;
  let relists = 0;

  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name: 'tested', server: `http://127.0.0.1:${relay.port}/c/tested`, skipTLSVerify: true },
    { name: 'tested' },
  );
  const api = config.makeApiClient(CoreV1Api);
  const informer = new ListWatch<V1ConfigMap>(
    path,
    new Watch(config),
    () => {
      relists += 1;
      return api.listNamespacedConfigMap({ namespace });
    },
    false,
    undefined,
    undefined,
    { delayFn: () => new Promise((resolve) => setImmediate(resolve)) },
  );
  /** What the informer's listeners were told, which must come to the same as its cache. */
  const told = new Map<string, string>();
  const versionOf = ({ metadata }: V1ConfigMap) => metadata?.resourceVersion ?? '';
  const nameOf = ({ metadata }: V1ConfigMap) => metadata?.name ?? '';
  for (const event of ['add', 'update'] as const)
    informer.on(event, (object) => void told.set(nameOf(object), versionOf(object)));
  informer.on('delete', (object) => void told.delete(nameOf(object)));
  let over = false;
  informer.on('error', () => {
    if (!over) setTimeout(() => void informer.start(), 5);
  });

  const listed = async (): Promise<Versions> => {
    const { body } = await server.request('GET', '');
    return versions(body.items);
  };
  const versions = (items: readonly V1ConfigMap[]): Versions =>
    Object.fromEntries(items.map((item): [string, string] => [nameOf(item), versionOf(item)]).sort());
  const caughtUp = () =>
    vi.waitFor(
      async () => {
        const wanted = await listed();
        expect(versions(informer.list())).toEqual(wanted);
        expect(Object.fromEntries([...told].sort())).toEqual(wanted);
      },
      { timeout: 20_000, interval: 5 },
    );
  let count = 0;
  const change = (which: number) =>
    server.request('PATCH', `/c${which}`, { data: { count: String(++count) } });
  const run = async (one: Step): Promise<void> => {
    if (one.do === 'create') await server.request('POST', '', { metadata: { name: `c${one.name}` } });
    else if (one.do === 'change') await change(one.name);
    else if (one.do === 'remove') await server.request('DELETE', `/c${one.name}`);
    else if (one.do === 'flood') {
      await server.request('POST', '', { metadata: { name: `c${one.name}` } });
      for (let left = 2 * historyLength + 1; left > 0; left -= 1) await change(one.name);
      floods += relay.target === undefined ? 1 : 0;
    } else if (one.do === 'cut') relay.cut();
    else if (one.do === 'part') {
      relay.target = undefined;
      relay.cut();
    } else if (one.do === 'join') relay.target = port;
    else if (one.do === 'restart') {
      await server.close();
      server = await startServer(folder, relay);
      port = relay.target;
    } else if (relay.target !== undefined) await caughtUp();
  };

  try {
    await informer.start();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        for (const one of steps) await run(one);
        relay.target = port;
        await caughtUp();
      }),
      // What came before a failing round is part of it: smaller rounds would say nothing.
      { numRuns: 25, endOnFailure: true, ...seeded() },
    );
    // It has not been without the cases that are hard.
    expect(floods).toBeGreaterThan(0);
    expect(relists).toBeGreaterThan(1);
  } finally {
    over = true;
    await informer.stop();
    await server.close();
    await relay.close();
    await rm(folder, { recursive: true, force: true });
  }
}, 120_000);

/** A failure names its seed; `SEED=… npx vitest run test/practice/api/informer.test.ts` does the same again. */
function seeded(): { seed: number } {
  const seed = process.env.SEED ? Number(process.env.SEED) : Date.now() & 0x7fffffff;
  process.stdout.write(`informer: SEED=${seed}\n`);
  return { seed };
}
