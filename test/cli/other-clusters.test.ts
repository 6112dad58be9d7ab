import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { learners } from '../support/learner.ts';
import { pilotage, root, temporaryHome } from '../support/program.ts';

const lesson = join(root, 'fixtures', 'clusters', 'greeting');

/** A kubeconfig as people have it at work: the first cluster in it, and the current one, is called production. */
function kubeconfigFor(server: string): string {
  const names = ['production'];
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'production',
    contexts: names.map((name) => ({ name, context: { cluster: name, user: name } })),
    clusters: names.map((name) => ({ name, cluster: { server, 'insecure-skip-tls-verify': true } })),
    users: names.map((name) => ({ name, user: { token: 'not-a-real-token' } })),
  });
}

describe('a cluster called production', () => {
  const learner = learners();
  const folder = mkdtempSync(join(tmpdir(), 'pilotage-production-'));
  const KUBECONFIG = join(folder, 'config');
  let server: Server;
  let connections = 0;

  beforeAll(async () => {
    server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    writeFileSync(KUBECONFIG, kubeconfigFor(`http://127.0.0.1:${port}`));
  });
  beforeEach(() => {
    connections = 0;
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  const env = () => ({ KUBECONFIG, PILOTAGE_HOME: learner().home });
  const onProduction = ['--cluster', 'context:production'];

  it.each<[string, number, string[]]>([
    ['start', 3, ['start', lesson, ...onProduction]],
    ['start in plain lines', 3, ['start', lesson, '--plain', ...onProduction]],
    ['validate', 3, ['validate', lesson, ...onProduction]],
    ['validate with another name', 3, ['validate', lesson, ...onProduction, '--yes-really', 'prod']],
    ['validate on practice', 0, ['validate', lesson]],
    ['list', 0, ['list']],
    ['status', 0, ['status']],
    ['reset', 0, ['reset']],
    ['no command', 0, []],
  ])('%s sends it nothing', async (_, exit, args) => {
    const before = readFileSync(KUBECONFIG, 'utf8');
    const outcome = await pilotage(args, { env: env() });
    expect(outcome.exit).toBe(exit);
    if (exit === 3) {
      expect(outcome.stderr).toContain('the context production is not known to be a cluster on this machine');
      expect(outcome.stderr).toContain('--yes-really production');
    }
    expect(connections).toBe(0);
    expect(readFileSync(KUBECONFIG, 'utf8')).toBe(before);
  });

  it('gets its first connection once its name is typed, and not with another name', async () => {
    const me = learner();
    const args = ['start', lesson, ...onProduction];
    me.start(args, { env: { KUBECONFIG } });
    await me.until('Type its name to go on');
    me.send('yes\r');
    expect(await me.terminal.ended).toBe(3);
    expect(connections).toBe(0);

    me.start(args, { env: { KUBECONFIG } });
    await me.until('Type its name to go on');
    me.send('\u0003');
    expect(await me.terminal.ended).toBe(130);
    expect(connections).toBe(0);

    me.start(args, { env: { KUBECONFIG } });
    await me.until('Type its name to go on');
    me.send('production\r');
    expect(await me.terminal.ended).toBe(3);
    expect(connections).toBeGreaterThan(0);
  });
});

describe('a shared cluster, with a yes', () => {
  const learner = learners();
  const home = temporaryHome();
  const folder = mkdtempSync(join(tmpdir(), 'pilotage-shared-'));
  const KUBECONFIG = join(folder, 'config');
  const there = (...command: string[]) => pilotage(['practice', '--', ...command], { env: home.env });
  const onIt = ['--cluster', 'context:production', '--yes-really', 'production'];

  beforeAll(async () => {
    const { stdout } = await there('kubectl', 'config', 'view', '--raw', '-o', 'jsonpath={..server}');
    writeFileSync(KUBECONFIG, kubeconfigFor(stdout.trim()));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await home.remove();
  });

  it('a lesson has a namespace to itself, which goes with it', async () => {
    await there('kubectl', 'create', 'configmap', 'greeting', '--from-literal=text=theirs');
    const env = { ...home.env, KUBECONFIG };
    const { exit, stdout } = await pilotage(['validate', lesson, ...onIt], { env });
    expect({ exit, stdout }).toEqual({
      exit: 0,
      stdout: expect.stringContaining('2 steps done, 0 failed, 1 skipped'),
    });
    const text = await there('kubectl', 'get', 'configmap', 'greeting', '-o', 'jsonpath={.data.text}');
    expect(text.stdout).toBe('theirs');
    await there('sh', '-c', 'kubectl wait --for=delete $(kubectl get ns -o name | grep pilotage-) || true');
    expect((await there('kubectl', 'get', 'namespaces', '-o', 'name')).stdout).not.toContain('pilotage-');
  });

  it('a learner is told of it, and finds it again', async () => {
    const env = { ...home.env, KUBECONFIG };
    const start = () => pilotage(['start', lesson, '--plain', ...onIt], { env, input: '\n\n\n\n' });
    const first = await start();
    const [namespace] = /pilotage-[0-9a-f]{8}/.exec(first.stdout) ?? [];
    expect(namespace).toBeDefined();
    const { stdout } = await there('kubectl', 'get', 'configmaps', '-n', namespace ?? '', '-o', 'name');
    expect(stdout).toContain('configmap/greeting\n');
    expect((await start()).stdout).toContain(namespace);
  });

  it('a learner at a screen is told of it below the first step', async () => {
    const me = learner();
    me.start(['start', lesson, ...onIt], { env: { KUBECONFIG, PILOTAGE_TOUR: 'true' } });
    await me.until('Before you begin');
    await me.press('\r', /goes\s+into\s+a\s+namespace\s+of\s+its\s+own/);
    me.send('q');
    expect(await me.terminal.ended).toBe(0);
  });
});

it('a step that names another cluster is stopped before it runs', async () => {
  const straying = join(root, 'fixtures', 'clusters', 'straying');
  const home = temporaryHome();
  try {
    const { exit, stdout } = await pilotage(['validate', straying], { env: home.env });
    expect(exit).toBe(1);
    expect(stdout).toContain('the command was not run: --context would leave this run');
  } finally {
    await home.remove();
  }
});
