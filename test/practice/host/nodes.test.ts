import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { practiceCluster } from '../../../src/practice/launch.ts';

const run = promisify(execFile);
// Each starts dozens of programs, beside other tests.
vi.setConfig({ testTimeout: 90_000 });
let env: NodeJS.ProcessEnv;
let dispose: () => Promise<void>;

/** Delays pass much faster than real ones: half a minute of a node's absence is a second. */
beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), 'pilotage-nodes-'));
  const cluster = practiceCluster({ dir, speed: 40 });
  await cluster.start();
  env = { ...process.env, ...(await cluster.env()) };
  dispose = async () => void (await cluster.reset());
  expect(await tool('minikube', 'start', '--nodes', '3')).toContain(
    'Starting "minikube-m03" worker node in "minikube" cluster',
  );
}, 60_000);
afterAll(() => dispose());

const tool = async (name: string, ...args: string[]) => (await run(name, args, { env })).stdout;
const kubectl = (...args: string[]) => tool('kubectl', ...args);
const failure = (name: string, ...args: string[]) =>
  run(name, args, { env }).then(
    () => expect.fail(`${name} ${args.join(' ')} succeeded`),
    ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
  );
const until = (wanted: () => Promise<void>) => vi.waitFor(wanted, { timeout: 30_000, interval: 200 });
const placesOf = async (label: string) => {
  const path = '{range .items[*]}{.spec.nodeName}{" "}{.status.phase}{"\\n"}{end}';
  return (await kubectl('get', 'pods', '-l', label, '-o', `jsonpath=${path}`)).trim().split('\n').sort();
};

test('the nodes that there are, by minikube and by kubectl', async () => {
  expect(await tool('minikube', 'node', 'list')).toBe(
    'minikube\t192.168.49.2\nminikube-m02\t192.168.49.3\nminikube-m03\t192.168.49.4\n',
  );
  const nodes = (await kubectl('get', 'nodes', '--no-headers')).split('\n').map((line) => line.split(/\s+/));
  expect(nodes.slice(0, 3).map(([name, status, roles]) => [name, status, roles])).toEqual([
    ['minikube', 'Ready', 'control-plane'],
    ['minikube-m02', 'Ready', '<none>'],
    ['minikube-m03', 'Ready', '<none>'],
  ]);
  expect(await tool('minikube', 'status')).toContain(
    'minikube-m02\ntype: Worker\nhost: Running\nkubelet: Running\n',
  );
});

test('pods are spread over them, and have addresses of their node', async () => {
  await kubectl('create', 'deployment', 'spread', '--image=nginx', '--replicas=6');
  await kubectl('rollout', 'status', 'deployment/spread', '--timeout=60s');
  const nodes = ['minikube', 'minikube-m02', 'minikube-m03'];
  expect(await placesOf('app=spread')).toEqual(
    nodes.flatMap((node) => [`${node} Running`, `${node} Running`]),
  );
  const ips = await kubectl(
    'get',
    'pods',
    '-l',
    'app=spread',
    '--field-selector=spec.nodeName=minikube-m02',
    '-o',
    'jsonpath={.items[*].status.podIP}',
  );
  expect(ips).toMatch(/^10\.244\.1\.\d+ 10\.244\.1\.\d+$/);
  await kubectl('delete', 'deployment', 'spread', '--wait');
});

test('a node is drained, and pods come back to it once it is uncordoned', async () => {
  await kubectl('create', 'deployment', 'moving', '--image=nginx', '--replicas=3');
  await kubectl('rollout', 'status', 'deployment/moving', '--timeout=60s');
  expect(await kubectl('drain', 'minikube-m02')).toMatch(
    /^node\/minikube-m02 cordoned\nevicting pod default\/moving-\S+\npod\/moving-\S+ evicted\nnode\/minikube-m02 drained\n$/,
  );
  await kubectl('rollout', 'status', 'deployment/moving', '--timeout=60s');
  expect((await placesOf('app=moving')).join()).not.toContain('minikube-m02');
  expect(await kubectl('get', 'node', 'minikube-m02', '-o', 'jsonpath={.spec.taints[*].key}')).toBe(
    'node.kubernetes.io/unschedulable',
  );
  await kubectl('cordon', 'minikube', 'minikube-m03');
  await kubectl('scale', 'deployment', 'moving', '--replicas=4');
  await until(async () =>
    expect(await kubectl('get', 'events', '--field-selector=reason=FailedScheduling')).toContain(
      '0/3 nodes are available: 3 node(s) were unschedulable. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    ),
  );
  await kubectl('uncordon', 'minikube-m02');
  await kubectl('rollout', 'status', 'deployment/moving', '--timeout=60s');
  expect(await placesOf('app=moving')).toContain('minikube-m02 Running');
  await kubectl('uncordon', 'minikube', 'minikube-m03');
  await kubectl('delete', 'deployment', 'moving', '--wait');
});

test('a disruption budget holds up a drain', async () => {
  await kubectl('create', 'deployment', 'guarded', '--image=nginx', '--replicas=3');
  await kubectl('create', 'pdb', 'guarded', '--selector=app=guarded', '--min-available=3');
  await kubectl('rollout', 'status', 'deployment/guarded', '--timeout=60s');
  await until(async () =>
    expect(await kubectl('get', 'pdb', 'guarded', '--no-headers')).toMatch(/guarded +3 +N\/A +0 /),
  );
  const refused = await failure('kubectl', 'drain', 'minikube-m03', '--timeout=2s');
  expect(refused).toMatch(
    /error when evicting pods\/"guarded-\S+" -n "default" \(will retry after 5s\): Cannot evict pod as it would violate the pod's disruption budget\./,
  );
  await kubectl('delete', 'pdb', 'guarded');
  expect(await kubectl('drain', 'minikube-m03')).toContain('node/minikube-m03 drained');
  await kubectl('uncordon', 'minikube-m03');
  await kubectl('delete', 'deployment', 'guarded', '--wait');
});

test('a node that is stopped is noticed, and its pods start elsewhere after their patience', async () => {
  await kubectl('create', 'deployment', 'lasting', '--image=nginx', '--replicas=3');
  await kubectl('rollout', 'status', 'deployment/lasting', '--timeout=60s');
  expect(await tool('minikube', 'node', 'stop', 'm02')).toContain('Successfully stopped node minikube-m02');
  expect(await failure('minikube', 'status')).toContain(
    'minikube-m02\ntype: Worker\nhost: Stopped\nkubelet: Stopped\n',
  );
  await kubectl('wait', '--for=condition=Ready=Unknown', 'node/minikube-m02', '--timeout=30s');
  expect(await kubectl('get', 'node', 'minikube-m02', '--no-headers')).toMatch(/^minikube-m02 +NotReady /);
  expect(await kubectl('get', 'node', 'minikube-m02', '-o', 'jsonpath={.spec.taints[*].key}')).toBe(
    'node.kubernetes.io/unreachable node.kubernetes.io/unreachable',
  );
  await until(async () => {
    const places = await placesOf('app=lasting');
    expect(places).toHaveLength(4);
    expect(places.filter((place) => !place.startsWith('minikube-m02'))).toHaveLength(3);
  });
  await kubectl('wait', '--for=condition=Available', 'deployment/lasting', '--timeout=30s');
  await tool('minikube', 'node', 'start', 'm02');
  await until(async () => expect(await placesOf('app=lasting')).toHaveLength(3));
  await kubectl('delete', 'deployment', 'lasting', '--wait');
});

test('a node is added and deleted', async () => {
  expect(await tool('minikube', 'node', 'add')).toContain('Successfully added m04 to minikube!');
  await kubectl('run', 'there', '--image=nginx', '--overrides={"spec":{"nodeName":"minikube-m04"}}');
  await kubectl('wait', '--for=condition=Ready', 'pod/there', '--timeout=30s');
  expect(await tool('minikube', 'node', 'delete', 'm04')).toContain('Node m04 was successfully deleted.');
  expect(await kubectl('get', 'nodes', '-o', 'name')).toBe(
    'node/minikube\nnode/minikube-m02\nnode/minikube-m03\n',
  );
  expect(await failure('kubectl', 'get', 'pod', 'there')).toContain('pods "there" not found');
  expect(await failure('minikube', 'node', 'delete', 'm09')).toContain('Could not find node m09');
});
