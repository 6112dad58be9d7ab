import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Snapshot } from '../../src/hub/protocol/log-stream.ts';
import { paths } from '../../src/hub/protocol/protocol.ts';
import { RoomKeys } from '../../src/hub/server/keys.ts';
import type { KubeObject } from '../../src/practice/tools/kubectl/api/objects.ts';
import { kustomize } from '../../src/practice/tools/kubectl/kustomize/build.ts';
import { realCluster } from '../cluster/support/real-cluster.ts';
import { learner } from '../hub/support/learner.ts';
import { startPostgres, whyNoPostgres } from '../support/postgres.ts';
import { root, run } from '../support/program.ts';

const isNamed = process.env.PILOTAGE_TEST_CONTEXT !== undefined;
const missing = isNamed ? whyNoPostgres() : 'PILOTAGE_TEST_CONTEXT names no context of a real cluster';
const why = missing ? ` (skipped: ${missing})` : '';
const [room, secret] = ['class-1', 'x'.repeat(44)];

describe.skipIf(missing)(`the room on a real cluster${why}`, { timeout: 300_000 }, () => {
  it('loses nothing of its class while all of its servers are replaced', async ({ skip }) => {
    const cluster = await realCluster();
    onTestFinished(() => cluster.dispose());
    const { kubectl } = cluster;
    const address = await kubectl('get', 'nodes', '-o', 'jsonpath={.items[0].status.addresses[0].address}');
    skip(!isOwn(address), 'its pods have no way to a PostgreSQL of this machine');
    const portOf = async (service: string) =>
      kubectl('get', 'service', service, '-o', 'jsonpath={.spec.ports[0].nodePort}');
    const rolledOut = (name: string) => kubectl('rollout', 'status', `deployment/${name}`, '--timeout=120s');

    await kubectl('create', 'deployment', 'registry', '--image=registry:2');
    await kubectl('expose', 'deployment/registry', '--port=5000', '--type=NodePort');
    // The engine is on the node, as in the workshop.
    const image = `127.0.0.1:${await portOf('registry')}/pilotage`;
    await docker('build', '--quiet', '--tag', image, root);
    onTestFinished(async () => void (await docker('rmi', image)));
    await rolledOut('registry');
    await answers(`http://${image.split('/')[0]}/v2/`);
    await docker('push', '--quiet', image);

    const postgres = await startPostgres(address);
    onTestFinished(() => postgres[Symbol.asyncDispose]());
    await cluster.apply(...(await manifests(image, cluster.namespace, await postgres.database())));
    await rolledOut('room');

    const keys = new RoomKeys(room, secret);
    const url = `http://${cluster.node}:${await portOf('room')}`;
    await answers(url + paths.ready);
    const anna = await learner({ url, server: { keys } }, 'Anna');
    let written = 0;
    const writing = setInterval(() => {
      anna.write({ type: 'hint-shown', step: 'look' });
      written++;
    }, 50);
    onTestFinished(() => clearInterval(writing));
    const before = await podsOf(kubectl);
    await kubectl('rollout', 'restart', 'deployment/room');
    await rolledOut('room');
    clearInterval(writing);
    // One of the old ones may still be on its way out.
    expect((await podsOf(kubectl)).filter((pod) => !before.includes(pod)).length).toBeGreaterThanOrEqual(2);

    await anna.until(({ next }) => next === written + 2);
    const headers = {
      Authorization: `Bearer ${keys.tokenOf('instructor')}`,
      'Content-Type': 'application/json',
    };
    const { state } = (await (await fetch(url + paths.state, { headers })).json()) as Snapshot;
    expect(state.learners).toMatchObject([{ name: 'Anna' }]);
    expect(state.learners[0]?.runs[anna.run]?.steps[0]?.hints).toBe(written);
    const message = { v: 1, type: 'message', id: 'm1', to: null, text: 'Good morning' };
    await fetch(url + paths.commands, { method: 'POST', headers, body: JSON.stringify(message) });
    await anna.until(({ view }) => view?.messages[0]?.text === 'Good morning');
  });
});

/** A NodePort leads somewhere a moment after there is something. */
async function answers(url: string): Promise<void> {
  const status = () => fetch(url).then((response) => response.status, String);
  await expect.poll(status, { timeout: 60_000 }).toBe(200);
}

function isOwn(address: string): boolean {
  return Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === address));
}

async function docker(...args: string[]): Promise<void> {
  const { exit, stderr } = await run('docker', args);
  if (exit !== 0) throw new Error(`docker ${args[0]}: ${stderr}`);
}

async function podsOf(kubectl: (...args: string[]) => Promise<string>): Promise<string[]> {
  const selector = 'app.kubernetes.io/name=pilotage-room';
  return (await kubectl('get', 'pods', '-l', selector, '-o', 'name')).trim().split('\n');
}

/** What ships, with values, reached by a NodePort; without the API of a later Kubernetes. */
async function manifests(image: string, namespace: string, url: string): Promise<KubeObject[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pilotage-overlay-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const overlay = {
    namespace,
    resources: [relative(folder, join(root, 'deploy', 'base'))],
    images: [{ name: 'pilotage', newName: image, newTag: 'latest' }],
    configMapGenerator: [
      { name: 'room', literals: ['LESSON=dockercoins', `ROOM=${room}`, 'PUBLIC_URL=http://room.example'] },
    ],
    secretGenerator: [{ name: 'room', literals: [`DATABASE_URL=${url}`, `PILOTAGE_ROOM_SECRET=${secret}`] }],
    patches: [
      {
        target: { kind: 'Service' },
        patch: '[{ op: add, path: /spec/type, value: NodePort }]',
      },
    ],
  };
  await writeFile(join(folder, 'kustomization.yaml'), JSON.stringify(overlay));
  const objects = await kustomize(folder, () => {});
  return objects.filter(({ kind }) => kind !== 'PodDisruptionBudget');
}
