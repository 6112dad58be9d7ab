import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { practiceCluster } from '../../src/practice/launch.ts';
import type { Results } from '../../src/report/result.ts';
import { bin, pilotage, root, run } from '../support/program.ts';

const patience = 120_000;
const folder = mkdtempSync(join(tmpdir(), 'pilotage-on-kubernetes-'));
const cluster = practiceCluster({ dir: join(folder, 'cluster'), speed: 10, running: true });
const validated = join(root, 'fixtures', 'lessons', 'validated');
let env: Record<string, string>;
let context: string;
let program: string;

/** Stands in for the program, which could start no bash there: says what it was asked, and finds one lesson failing. */
const standIn = `#!/usr/bin/env node
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
const [index, count] = args[args.indexOf('--shard') + 1].split('/').map(Number);
console.log('asked for ' + args.join(' '));
if (args.includes('never')) setInterval(() => {}, 1000);
else {
  const mine = readdirSync('.').sort().filter((_, at) => at % count === index - 1);
  const lessons = mine.map((name) => {
    const id = /^id: (.*)$/m.exec(readFileSync(name + '/lesson.yaml', 'utf8'))[1];
    const status = id === 'failing' ? 'failed' : 'done';
    const steps = [{ id: 'only', line: 7, status, ms: 3, checks: [], ...(id === 'failing' && { output: ['no luck'] }) }];
    const verdict = id === 'failing' ? 'failed' : 'passed';
    return { id, file: process.cwd() + '/' + name + '/lesson.yaml', cluster: 'practice', status: verdict, ms: 5, steps, evidence: [] };
  });
  writeFileSync('/tmp/report.json', JSON.stringify({ lessons }));
  process.exitCode = 1;
}
`;

async function kubectl(...args: string[]): Promise<string> {
  const { exit, stdout, stderr } = await run('kubectl', args, { env });
  if (exit !== 0) throw new Error(stderr);
  return stdout;
}

/** The namespaces that a validation made and that will stay. */
async function leftovers(): Promise<string[]> {
  const path = '{range .items[?(@.status.phase=="Active")]}{.metadata.name}{"\\n"}{end}';
  const names = (await kubectl('get', 'namespaces', '-o', `jsonpath=${path}`)).split('\n');
  return names.filter((name) => name.startsWith('pilotage-'));
}

function onKubernetes(...args: string[]) {
  return pilotage(['validate', '--on-kubernetes', context, ...args], { env });
}

beforeAll(async () => {
  await cluster.start();
  env = await cluster.env();
  context = (await kubectl('config', 'current-context')).trim();
  const image = join(folder, 'image');
  mkdirSync(image);
  writeFileSync(join(image, 'pilotage'), standIn, { mode: 0o755 });
  writeFileSync(join(image, 'Dockerfile'), 'FROM node:24-alpine\nCOPY pilotage /usr/local/bin/\n');
  await kubectl('create', 'deployment', 'registry', '--image=registry:2');
  await kubectl('expose', 'deployment', 'registry', '--port=5000', '--type=NodePort');
  await kubectl('rollout', 'status', 'deployment/registry');
  const port = await kubectl('get', 'service', 'registry', '-o', 'jsonpath={.spec.ports[0].nodePort}');
  program = `127.0.0.1:${port}/pilotage:1`;
  await run('docker', ['build', '--tag', program, image], { env });
  await run('docker', ['push', program], { env });
}, patience);
afterAll(async () => {
  await cluster.reset();
  rmSync(folder, { recursive: true });
});

describe('pilotage validate --on-kubernetes', () => {
  it('hands each shard to a pod, and makes one report of theirs', { timeout: patience }, async () => {
    const file = join(folder, 'report.json');
    const durations = join(folder, 'durations.json');
    writeFileSync(durations, '{ "lessons": [] }');
    const args = ['--image', program, '--shards', '3', '--report', `json=${file}`];
    const { exit, stdout, stderr } = await onKubernetes(
      ...args,
      ...['--report', 'tap', '--durations', durations, '--bail', '--steps', 'only..', validated],
    );
    expect(stderr).toContain('asked for validate --shard 3/3');
    expect(stderr.match(/asked for .*/g)).toHaveLength(3);
    expect(stderr).toMatch(/--steps only\.\. --bail --durations \.\.\/durations\/0\.json/);
    expect(exit).toBe(1);
    const { lessons } = JSON.parse(readFileSync(file, 'utf8')) as Results;
    expect(lessons.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'failing failed',
      'flaky passed',
      'kept passed',
      'left passed',
      'sound passed',
      'useless passed',
    ]);
    expect(lessons[0]).toMatchObject({
      file: join(validated, 'failing', 'lesson.yaml'),
      steps: [{ status: 'failed', output: ['no luck'] }],
    });
    expect(stdout).toContain('not ok 1 - failing');
    expect(await leftovers()).toEqual([]);
  });

  it('says why pods cannot start', { timeout: patience }, async () => {
    const { exit, stderr } = await onKubernetes('--image', 'nowhere/pilotage:7', validated);
    expect(stderr).toMatch(/shard \d\/2 cannot start: ImagePullBackOff: .*nowhere\/pilotage:7/);
    expect(stderr).toContain('Name an image with --image');
    expect(exit).toBe(3);
    expect(await leftovers()).toEqual([]);
  });

  it('shows the log of a shard that gives no report', { timeout: patience }, async () => {
    const args = ['--image', 'busybox:1.35', '--shards', '1', join(validated, 'sound')];
    const { exit, stdout, stderr } = await onKubernetes(...args);
    expect(stdout).toMatch(/pilotage: (command )?not found/);
    expect(stdout).toMatch(/0 steps done, 0 failed, \d+ skipped/);
    expect(stderr).toContain('shard 1/1 gave no report');
    expect(exit).toBe(3);
  });

  it('takes everything down when it is interrupted', { timeout: patience }, async () => {
    const args = ['validate', '--on-kubernetes', context, '--image', program, '--steps', 'never'];
    const child = spawn(process.execPath, [bin, ...args, validated], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
    });
    const ended = once(child, 'exit');
    await vi.waitFor(() => expect(said).toMatch(/runs on/), { timeout: 60_000 });
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(await leftovers()).toEqual([]);
  });

  it.each([
    [['--shard', '1/2', '--image', 'i'], 'each pod takes a shard'],
    [['--cluster', 'minikube', '--image', 'i'], 'each pod takes a shard'],
    [[], 'needs --image'],
    [['--image', 'i', '--shards', 'many'], '--shards many'],
    [['--image', 'i', '--mutate'], '--mutate tries workshops here'],
  ])('refuses %j', { timeout: patience }, async (args, words) => {
    const { exit, stderr } = await onKubernetes(...args, validated);
    expect(stderr).toContain(words);
    expect(exit).toBe(2);
  });
});
