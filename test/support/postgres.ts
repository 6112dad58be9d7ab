import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { appendFile, chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.ts';

const run = promisify(execFile);
const ready = 'database system is ready to accept connections';

/** A PostgreSQL of one's own: real, empty, and reached through a socket in its folder. */
export interface TestPostgres extends AsyncDisposable {
  /** The address of a new database. */
  database(): Promise<string>;
  /** `kill -9`, as a machine that loses its power. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** Why there is no PostgreSQL to test with; undefined when there is one. */
export function whyNoPostgres(): string | undefined {
  return programs() === undefined ? 'install the package postgresql to test with it' : undefined;
}

/** Debian keeps its programs out of PATH, a folder for each version. */
function programs(): string | undefined {
  const folders = [
    ...(process.env.PATH ?? '').split(':'),
    ...globSync('/usr/lib/postgresql/*/bin').sort().reverse(),
  ];
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))));
}

/** @param host where others reach it, too; without one it has no port */
export async function startPostgres(host?: string): Promise<TestPostgres> {
  const bin = programs();
  if (!bin) throw new Error(whyNoPostgres());
  const folder = await mkdtemp(join(tmpdir(), 'pilotage-postgres-'));
  const data = join(folder, 'data');
  // It refuses to run as root.
  const user = process.getuid?.() === 0 ? await unprivileged() : undefined;
  if (user) await chown(folder, user.uid, user.gid);
  const options = { cwd: folder, ...user };
  const how = ['--username=learner', '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync'];
  await run(join(bin, 'initdb'), ['-D', data, ...how], options);
  let server: ChildProcess;
  let databases = 0;

  const port = host === undefined ? undefined : await freePort(host);
  if (port !== undefined) await appendFile(join(data, 'pg_hba.conf'), 'host all all all trust\n');
  const address = (database: string) =>
    port === undefined
      ? `postgresql://learner@/${database}?host=${folder}`
      : `postgresql://learner@${host}:${port}/${database}`;
  const start = async () => {
    for (;;) {
      // What the kernel has been given survives a killed process; that the disk has it, too, is not what is tested.
      const where = [
        '-c',
        `listen_addresses=${host ?? ''}`,
        ...(port === undefined ? [] : ['-p', String(port)]),
      ];
      const settings = [...where, '-c', 'fsync=off', '-c', 'lc_messages=C'];
      server = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, ...settings], {
        ...options,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      if (await saysItIsReady(server)) return;
      // The processes of the killed one have not all noticed yet.
    }
  };
  const end = async (signal: NodeJS.Signals) => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  };
  const kill = async () => {
    // Each connection is served by a process of its own, which goes on for a while without the first one.
    const { stdout } = await run('pgrep', ['-P', String(server.pid)]);
    await end('SIGKILL');
    for (const pid of stdout.match(/\d+/g) ?? []) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It has noticed already.
      }
    }
  };

  await start();
  return {
    start,
    kill,
    async database() {
      const name = `rooms_${++databases}`;
      await using client = await connect(address('postgres'));
      await client.query(`CREATE DATABASE ${name}`);
      return address(name);
    },
    async [Symbol.asyncDispose]() {
      await end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function connect(url: string): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client(url);
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

async function saysItIsReady(server: ChildProcess): Promise<boolean> {
  let said = '';
  for await (const chunk of server.stderr ?? []) {
    said += chunk;
    if (said.includes(ready)) {
      server.stderr?.resume();
      return true;
    }
  }
  if (/pre-existing shared memory block|lock file .* already exists/.test(said)) return false;
  throw new Error(`PostgreSQL did not start: ${said}`);
}

/** Debian's package makes a user for it; any other one that is not root will do. */
async function unprivileged(): Promise<{ uid: number; gid: number }> {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const [, , uid, gid] =
    users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}
