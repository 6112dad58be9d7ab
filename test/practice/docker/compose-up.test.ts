import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Result, type RunningEngine, runEngine } from './running-engine.ts';
import { until } from './until.ts';

let engine: RunningEngine;
beforeAll(async () => {
  engine = await runEngine();
});
afterAll(() => engine[Symbol.asyncDispose]());

/** A project in a folder of its own: `docker compose` runs there. */
async function project(name: string, files: Record<string, string>) {
  const folder = path.join(await mkdtemp(path.join(engine.folder, 'up-')), name);
  await mkdir(folder);
  for (const [file, content] of Object.entries(files)) await writeFile(path.join(folder, file), content);
  return {
    folder,
    compose: (args: string, input?: string): Promise<Result> =>
      engine.docker(`compose ${args}`, { cwd: folder, ...(input === undefined ? {} : { input }) }),
  };
}

test('a project comes up, each service after those that it needs, and goes down', async () => {
  const { compose } = await project('shop', {
    'compose.yaml': `services:
  web:
    image: nginx
    ports: ["127.0.0.1::80"]
    environment: { COLOUR: red }
    env_file: [web.env]
    depends_on:
      db: { condition: service_healthy }
      setup: { condition: service_completed_successfully }
  db:
    image: redis
    healthcheck: { test: [CMD, redis-cli, ping], interval: 200ms }
    volumes: ["data:/data"]
  setup:
    image: busybox
    command: sh -c 'redis-cli -h db ping || wget -qO- http://nowhere || true'
    depends_on: [db]
  tools:
    image: busybox
    profiles: [debug]
volumes: { data: }
`,
    'web.env': 'SIZE=big\nCOLOUR=blue\n',
  });
  const up = await compose('up -d');
  expect(up.code).toBe(0);
  const steps = up.err.split('\n').filter((line) => line.startsWith(' '));
  const at = (line: string) => steps.indexOf(` ${line}`);
  for (const line of [
    'Network shop_default  Created',
    'Volume "shop_data"  Created',
    'Container shop-web-1  Started',
  ])
    expect(steps).toContain(` ${line}`);
  expect(at('Container shop-db-1  Healthy')).toBeGreaterThan(at('Container shop-db-1  Started'));
  expect(at('Container shop-web-1  Starting')).toBeGreaterThan(at('Container shop-db-1  Healthy'));
  expect(at('Container shop-web-1  Starting')).toBeGreaterThan(at('Container shop-setup-1  Exited'));
  expect(up.err).not.toContain('tools');

  expect((await compose('ps')).out).toMatch(
    /^NAME +IMAGE +COMMAND +SERVICE +CREATED +STATUS +PORTS\nshop-db-1 +redis .* db .* \(healthy\) +6379\/tcp\nshop-web-1 +nginx .* web .* Up .* +127\.0\.0\.1:\d+->80\/tcp\n$/,
  );
  expect((await compose("ps -a --format '{{.Service}} {{.State}}'")).out).toBe(
    'db running\nsetup exited\nweb running\n',
  );
  const address = (await compose('port web 80')).out.trim();
  expect(await (await fetch(`http://${address}/`)).text()).toContain('Welcome to nginx!');
  expect((await compose("exec web sh -c 'echo $COLOUR $SIZE'")).out).toBe('red big\n');
  expect((await compose('run --rm tools wget -qO- http://web')).out).toContain('Welcome to nginx!');
  expect(await compose('exec tools true')).toMatchObject({
    code: 1,
    err: 'service "tools" is not running\n',
  });
  expect((await compose('ls')).out).toMatch(
    /^NAME +STATUS +CONFIG FILES\nshop +running\(2\) +\/.*compose\.yaml\n$/,
  );

  expect((await compose('up -d')).err).toContain(' Container shop-web-1  Running\n');
  expect((await compose('stop web')).err).toBe(
    ' Container shop-web-1  Stopping\n Container shop-web-1  Stopped\n',
  );
  expect((await compose('start web')).err).toContain(' Container shop-web-1  Started\n');
  await compose('exec db redis-cli set kept yes');

  const down = await compose('down');
  expect(down.err).toContain(' Network shop_default  Removed\n');
  expect(down.err).not.toContain('Volume');
  expect((await compose('ps -aq')).out).toBe('');
  await compose('up -d db');
  expect((await compose('exec db redis-cli get kept')).out.trim()).toMatch(/yes$/);
  expect((await compose('down -v')).err).toContain(' Volume shop_data  Removed\n');
  expect(await compose('down -v')).toEqual({ code: 0, out: '', err: '' });
});

test('a service is scaled, and made anew when its files change', async () => {
  const file = (colour: string) => `services:
  worker:
    image: busybox
    command: sh -c 'echo $$COLOUR; sleep 1000'
    environment: [COLOUR=${colour}]
    stop_grace_period: 0s
    deploy: { replicas: 2 }
`;
  const { compose, folder } = await project('many', { 'compose.yaml': file('red') });
  const names = async () => (await compose("ps --format '{{.Name}}'")).out.trim().split('\n');
  await compose('up -d');
  expect(await names()).toEqual(['many-worker-1', 'many-worker-2']);
  await compose('up -d --scale worker=3');
  expect(await names()).toEqual(['many-worker-1', 'many-worker-2', 'many-worker-3']);
  await compose('scale worker=1');
  expect(await names()).toEqual(['many-worker-1']);
  await writeFile(path.join(folder, 'compose.yaml'), file('blue'));
  expect((await compose('up -d')).err).toContain(' Container many-worker-1  Recreated\n');
  expect((await compose('logs')).out).toBe('worker-1  | blue\nworker-2  | blue\n');
  await compose('kill');
  expect((await compose('rm -f')).out).toBe('Going to remove many-worker-1, many-worker-2\n');
  await compose('down');
});

test('a dependency that fails keeps the others from starting', async () => {
  const { compose } = await project('broken', {
    'compose.yaml': `services:
  web: { image: nginx, depends_on: { setup: { condition: service_completed_successfully } } }
  setup: { image: busybox, command: sh -c 'exit 4' }
`,
  });
  const { code, err } = await compose('up -d');
  expect(code).toBe(1);
  expect(err).toMatch(/service "setup" didn't complete successfully: exit 4\n$/);
  expect((await compose("ps -a --format '{{.Service}} {{.State}}'")).out).toBe('setup exited\nweb created\n');
  await compose('down');
});

test('attached, it prints what the services print, and Ctrl-C stops them', async () => {
  const { compose, folder } = await project('seen', {
    'compose.yaml': `services:
  talker: { image: busybox, command: sh -c 'echo hello; exit 3' }
  web: { image: nginx }
`,
  });
  const child = spawn(process.execPath, ['--', path.resolve('dist/docker.js'), 'compose', 'up'], {
    cwd: folder,
    env: { PATH: process.env.PATH, PILOTAGE_PRACTICE: engine.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await until(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return out.includes('talker-1 exited with code 3\n') && out.includes('start worker process');
  });
  expect(err).toContain('Attaching to talker-1, web-1\n');
  expect(out).toContain('talker-1  | hello\n');
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(err).toContain('Gracefully Stopping... press Ctrl+C again to force\n');
  expect(out).toContain('web-1 exited with code 0\n');
  await compose('down');
});

test('DockerCoins comes up and mines', async () => {
  const folder = path.join(engine.folder, 'dockercoins');
  await cp('lessons/dockercoins/files/dockercoins', folder, { recursive: true });
  // The port that the lesson publishes may be somebody else's on this machine.
  const file = path.join(folder, 'dockercoins.yml');
  const text = (await readFile(file, 'utf8'))
    .replace('8000:80', '127.0.0.1::80')
    .replace('replicas: 10', 'replicas: 2');
  await writeFile(file, text);
  const compose = (args: string) => engine.docker(`compose -f dockercoins.yml ${args}`, { cwd: folder });
  const up = await compose('up -d');
  expect(up.code).toBe(0);
  const address = (await compose('port webui 80')).out.trim();
  await until(async () => {
    // A container that has started need not listen yet.
    const response = await fetch(`http://${address}/json`).catch(() => undefined);
    const { hashes = null } = ((await response?.json()) ?? {}) as { hashes?: string | null };
    return Number(hashes) > 3;
  });
  expect((await compose('logs --tail 1 worker')).out).toMatch(/^worker-1 +\| INFO:__main__:/m);
  expect((await compose('down')).code).toBe(0);
}, 120_000);
