import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoints, Pod, PodSpec } from '../../../src/practice/objects.ts';
import { startCluster, type TestCluster } from './cluster.ts';

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster[Symbol.asyncDispose]());

const fixtures = path.join(import.meta.dirname, '../../../fixtures/programs');

/** A pod that runs a program of `fixtures`, whose files come to it as a ConfigMap. */
function fixture(
  name: string,
  program: string,
  file: string,
  more: Partial<PodSpec['containers'][0]> = {},
): void {
  const folder = path.join(fixtures, program);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const files = names.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  const key = (inside: string) => inside.replaceAll('/', '_');
  cluster.configMap(
    name,
    Object.fromEntries(files.map((inside) => [key(inside), readFileSync(path.join(folder, inside), 'utf8')])),
  );
  cluster.run(name, {
    volumes: [
      {
        name: 'code',
        configMap: { name, items: files.map((inside) => ({ key: key(inside), path: inside })) },
      },
    ],
    containers: [
      {
        name,
        image: 'node:24-alpine',
        workingDir: '/app',
        command: ['node', file],
        volumeMounts: [{ name: 'code', mountPath: '/app' }],
        ...more,
      },
    ],
  });
}

/** A pod that runs `code`; its whole log, once it has ended. */
async function output(name: string, code: string, args: string[] = []): Promise<{ text: string; pod: Pod }> {
  cluster.run(name, {
    restartPolicy: 'Never',
    containers: [{ name, image: 'node:24-alpine', command: ['node', '-e', code, ...args] }],
  });
  const pod = await cluster.until<Pod>('Pod', name, (one) =>
    /Succeeded|Failed/.test(one?.status?.phase ?? ''),
  );
  return { text: await cluster.logs(name), pod };
}

const terminated = (pod: Pod) => pod.status?.containerStatuses?.[0]?.state?.terminated;

/** A ConfigMap's files are links into a folder named after the time, and Node calls a file by its real name. */
const inFolder = (text: string) => text.replaceAll(/\.\.\d{4}_[\d_.]+\//g, '');

describe('a Node program in a container', () => {
  it('finds others by the names of their Services, and nobody before there is one', async () => {
    fixture('player', 'player', 'main.mjs');
    fixture('dice', 'dice', 'server.js');
    expect(await cluster.logged('player', /failed/)).toContain('failed: getaddrinfo ENOTFOUND dice\n');
    cluster.service('dice', [{ port: 80 }], { app: 'nobody' });
    await cluster.logged('player', /failed: connect ECONNREFUSED 10\.96\.0\.\d+:80\n/);
    await cluster.running('dice');
    cluster.store.mutate('Service', 'default', 'dice', (draft) =>
      Object.assign(draft, { spec: { ...(draft as never as Pod).spec, selector: { app: 'dice' } } }),
    );
    await cluster.until<Endpoints>('Endpoints', 'dice', (one) => one?.subsets?.[0]?.addresses !== undefined);
    expect(await cluster.logged('player', /threw/)).toMatch(/threw [1-6] from dice\n/);
    expect(await cluster.logged('dice', /GET/)).toMatch(/^dice on port 80\nGET \/\n/);
  });

  it('hears SIGTERM, and ends with the code that it chooses', async () => {
    await cluster.running('player');
    cluster.store.mutate<Pod>('Pod', 'default', 'player', ({ metadata }) => {
      metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
      metadata.deletionGracePeriodSeconds = 30;
    });
    const ended = await cluster.until<Pod>(
      'Pod',
      'player',
      (one) => one === undefined || terminated(one) !== undefined,
    );
    expect(terminated(ended)).toMatchObject({ exitCode: 3 });
    await cluster.gone('player');
  });

  it('sees its own files, name and process, and not those of this machine', async () => {
    const code = `
      const fs = require('node:fs'), os = require('node:os'), path = require('node:path');
      fs.mkdirSync('/work'); process.chdir('/work');
      fs.writeFileSync('a.txt', 'one'); fs.appendFileSync('/work/a.txt', ' two');
      fs.symlinkSync('/etc/hostname', 'link'); fs.symlinkSync('../../../../../../etc/shadow', 'out');
      const attempt = (f) => { try { return f(); } catch (e) { return e.message; } };
      const seen = {
        host: os.hostname(), cwd: process.cwd(), argv: process.argv, pid: process.pid,
        text: fs.readFileSync('../work/a.txt', 'utf8'), names: fs.readdirSync('.').sort(),
        link: fs.readFileSync('link', 'utf8'), real: fs.realpathSync('link'), target: fs.readlinkSync('link'),
        escape: attempt(() => fs.readFileSync('out')), parent: attempt(() => fs.readFileSync('/../../../etc/shadow')),
        folder: fs.readdirSync('/work', { withFileTypes: true })[0].parentPath,
        resolved: path.resolve('x'), command: attempt(() => require('node:child_process').execSync('id')),
      };
      fs.promises.readFile('none').catch((e) => { seen.missing = e.message; })
        .then(() => new Promise((done) => fs.createReadStream('a.txt').on('data', (d) => { seen.stream = String(d); }).on('close', done)))
        .then(() => console.log(JSON.stringify(seen)));
    `;
    const { text } = await output('curious', code, ['extra']);
    expect(JSON.parse(text)).toEqual({
      host: 'curious',
      cwd: '/work',
      argv: ['/usr/local/bin/node', 'extra'],
      pid: 1,
      text: 'one two',
      names: ['a.txt', 'link', 'out'],
      link: 'curious\n',
      real: '/etc/hostname',
      target: '/etc/hostname',
      escape: "ENOENT: no such file or directory, open '/etc/shadow'",
      parent: "ENOENT: no such file or directory, open '/etc/shadow'",
      folder: '/work',
      resolved: '/work/x',
      command: 'spawnSync id ENOENT',
      missing: "ENOENT: no such file or directory, open '/work/none'",
      stream: 'one two',
    });
  });

  it('that throws prints what node prints, and ends with 1', async () => {
    fixture('thrower', 'thrower', 'main.js', { command: ['node', 'main.js'] });
    const text = inFolder(await cluster.logged('thrower', /Node\.js v/));
    expect(text).toMatch(
      /^starting\n\/app\/main\.js:4\nfunction fail\(\) \{ throw new Error\('no luck'\); \}\n {18}\^\n\nError: no luck\n {4}at fail \(\/app\/main\.js:4:25\)/,
    );
    expect(text).not.toContain('pilotage');
  });

  it('loses nothing of what it printed before process.exit', async () => {
    const { text, pod } = await output(
      'hasty',
      'for (let i = 0; i < 5000; i++) console.log("line", i); process.exit(7)',
    );
    expect(text.split('\n')).toHaveLength(5001);
    expect(terminated(pod)).toMatchObject({ exitCode: 7, reason: 'Error' });
  });

  it('that takes more memory than it may is OOMKilled, alone', async () => {
    cluster.run('greedy', {
      restartPolicy: 'Never',
      containers: [
        {
          name: 'greedy',
          image: 'node:24-alpine',
          command: ['node', '-e', 'const all = []; for (;;) all.push(new Array(1e5).fill(0).map(String))'],
          resources: { limits: { memory: '32Mi' } },
        },
      ],
    });
    const pod = await cluster.until<Pod>('Pod', 'greedy', (one) => one?.status?.phase === 'Failed');
    expect(terminated(pod)).toMatchObject({ exitCode: 137, reason: 'OOMKilled' });
  });

  it('of any module format runs, with packages of its own', async () => {
    fixture('formats', 'formats', 'main.js');
    expect(inFolder(await cluster.logged('formats', /done/))).toBe(
      'esm /app/main.js\ncjs /app/old.cjs\npackage greeting says hi\njson 3\ndone\n',
    );
  });

  it('is refused a port that another has in the same pod', async () => {
    const code = `
      const net = require('node:net');
      const listen = () => net.createServer().on('error', (error) => console.log(error.message)).listen(80);
      const attempt = () => net.connect(80).on('error', () => setTimeout(attempt, 100)).on('connect', function () { this.destroy(); listen(); });
      attempt();`;
    cluster.run('rivals', {
      restartPolicy: 'Never',
      containers: [
        { name: 'rivals', image: 'nginx' },
        { name: 'second', image: 'node:24-alpine', command: ['node', '-e', code] },
      ],
    });
    await cluster.until<Pod>(
      'Pod',
      'rivals',
      (one) =>
        one?.status?.containerStatuses?.some(({ name, state }) => name === 'second' && state?.terminated) ===
        true,
    );
    expect(await cluster.logs('rivals', 'second')).toBe('listen EADDRINUSE: address already in use :::80\n');
  });

  it('that handles no SIGTERM does not hear it as the first process', async () => {
    cluster.run('deaf', {
      containers: [
        { name: 'deaf', image: 'node:24-alpine', command: ['node', '-e', 'setInterval(() => {}, 1e6)'] },
      ],
    });
    await cluster.running('deaf');
    cluster.store.mutate<Pod>('Pod', 'default', 'deaf', ({ metadata }) => {
      metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
      metadata.deletionGracePeriodSeconds = 2;
    });
    const ended = await cluster.until<Pod>(
      'Pod',
      'deaf',
      (one) => one === undefined || terminated(one) !== undefined,
    );
    expect(terminated(ended)).toMatchObject({ exitCode: 137 });
    await cluster.gone('deaf');
  });
});
