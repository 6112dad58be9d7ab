import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { practiceCluster } from '../../../src/practice/launch.ts';
import { atOnce, unlessTerminal } from '../../../src/practice/tools/docker/by-host.ts';
import { commands, groups } from '../../../src/practice/tools/docker/commands.ts';

vi.setConfig({ testTimeout: 60_000 });
let env: NodeJS.ProcessEnv;
let dispose: () => Promise<void>;

beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), 'pilotage-tools-'));
  const cluster = practiceCluster({ dir, speed: 25 });
  await cluster.start();
  env = { ...process.env, ...(await cluster.env()) };
  dispose = async () => void (await cluster.reset());
}, 60_000);
afterAll(() => dispose());

/** Both streams in one, as the shell of a step has them, and the exit code. */
const run = (file: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
  new Promise<string>((done) => {
    const script = `"$@" 2>&1; builtin printf '%s' " = $?"`;
    execFile('bash', ['-c', script, 'bash', file, ...args], { env: { ...env, ...more } }, (_, stdout) =>
      done(stdout),
    );
  });
const byNode = (args: readonly string[]) => run(process.execPath, ['--', resolve('dist/docker.js'), ...args]);

test('what the host runs for docker is what a process of its own says, stream by stream', async () => {
  expect(await run('docker', ['pull', 'busybox:1.35'])).toContain('docker.io/library/busybox:1.35\n = 0');
  for (const args of [
    ['pull', 'busybox:1.35'],
    ['images'],
    ['image', 'inspect', 'busybox:1.35', 'missing'],
    ['inspect', '--format', '{{.Id}}\n« é 中 »  \n', 'busybox:1.35'],
    ['tag', 'busybox:1.35', ''],
    ['tag', 'busybox:1.35'],
    ['tag', 'busybox:1.35', 'other:*'],
    ['push', 'busybox:1.35'],
    ['ps', '--nonsense'],
    ['volume', 'ls', '--help'],
  ]) {
    expect(await run('docker', args), args.join(' ')).toBe(await byNode(args));
  }
});

test('the host runs only what there is, and Node.js the rest', async () => {
  for (const command of [...atOnce, ...unlessTerminal]) {
    const [group = '', member] = command.split(' ');
    const there = member === undefined ? commands : (groups[group]?.members ?? {});
    expect(Object.keys(there), command).toContain(member ?? group);
  }
  const args = ['run', '--rm', 'busybox:1.35', 'echo', 'from a container'];
  expect(await run('docker', args)).toBe('from a container\n = 0');
});

test("a learner's functions, options and locale change nothing", async () => {
  const more = { 'BASH_FUNC_printf%%': '() { echo mine; }', SHELLOPTS: 'posix:xtrace', LC_ALL: 'C.UTF-8' };
  expect(await run('docker', ['images', '--format', 'é{{.Repository}}'], more)).toContain('ébusybox\n = 0');
});

test('where no host answers, docker and minikube say so', async () => {
  const nobody = { PILOTAGE_PRACTICE: 'http://127.0.0.1:1/c/secret' };
  expect(await run('docker', ['images'], nobody)).toMatch(/^Cannot connect to the Docker daemon at .* = 1$/s);
  expect(await run('minikube', ['status'], nobody)).toMatch(/HOST_NOT_RUNNING.*pilotage start.* = 1$/s);
  expect(await run('minikube', ['status'], { PILOTAGE_PRACTICE: '' })).toMatch(/pilotage practice.* = 1$/s);
});

test('minikube ends with the exit code of what the host did', async () => {
  expect(await run('minikube', ['status'])).toMatch(/Profile "minikube" not found.* = 85$/s);
  expect(await run('minikube', ['ip', '--nonsense'])).toMatch(/ = (?!0)\d+$/);
});
