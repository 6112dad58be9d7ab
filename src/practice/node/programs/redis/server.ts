import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Timer } from '../../../../base/clock.ts';
import type { ContainerProgram } from '../program.ts';
import { createEngine, type Engine } from './engine.ts';
import { type ServerFacts, serveClient } from './session.ts';
import { type RedisSettings, readSettings } from './settings.ts';

/** How long changes may stay in memory alone. */
const saveAfter = 300_000;

/** `redis-server`: the data types that beginners meet, over Redis' own protocol. */
export const redisServer: ContainerProgram = async (process) => {
  const { clock, network, signal, stdout, paths, env } = process;
  const version = env.REDIS_VERSION ?? '7.4.6';
  const log = (role: 'C' | 'M', level: '*' | '#', text: string) =>
    stdout(`${process.pid}:${role} ${sayTime(clock.now())} ${level} ${text}\n`);
  if (process.argv.includes('--version') || process.argv.includes('-v')) {
    stdout(`Redis server v=${version} sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=0\n`);
    return 0;
  }
  let settings: RedisSettings;
  try {
    settings = readSettings(process);
  } catch (error) {
    log('C', '#', (error as Error).message);
    return 1;
  }
  log('C', '*', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo');
  log(
    'C',
    '*',
    `Redis version=${version}, bits=64, commit=00000000, modified=0, pid=${process.pid}, just started`,
  );
  if (settings.hasConfigFile) log('C', '*', 'Configuration loaded');
  else
    log(
      'C',
      '#',
      'Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf',
    );
  log('M', '*', 'monotonic clock: POSIX clock_gettime');

  const engine = createEngine(clock.now);
  const file = settings.file === undefined ? undefined : paths.toHost(settings.file);
  if (file !== undefined && existsSync(file)) {
    if (!load(engine, file)) {
      log('M', '#', 'Wrong signature trying to load DB from file');
      log('M', '#', 'Fatal error loading the DB, check server logs. Exiting.');
      return 1;
    }
    log('M', '*', 'DB loaded from disk: 0.000 seconds');
  }
  const ended = Promise.withResolvers<void>();
  const save = () => {
    if (file === undefined) return;
    write(engine, file);
    engine.changes = 0;
    log('M', '*', 'DB saved on disk');
  };
  const facts: ServerFacts = {
    version,
    port: settings.port,
    startedAt: clock.now(),
    password: settings.password,
    now: clock.now,
    clients: 0,
    served: 0,
    connections: 0,
    save,
    shutdown: () => ended.resolve(),
  };
  let saving: Timer | undefined;
  const saveSoon = () => {
    if (engine.changes === 0 || saving) return;
    saving = clock.after(saveAfter, () => {
      saving = undefined;
      save();
    });
  };
  let stop: () => void;
  try {
    stop = await network.listen(settings.port, (connection) => {
      serveClient(connection, engine, facts);
      connection.once('close', saveSoon);
    });
  } catch {
    log(
      'M',
      '#',
      `Warning: Could not create server TCP listening socket *:${settings.port}: bind: Address already in use`,
    );
    log('M', '#', 'Failed listening on port 6379 (tcp), aborting.');
    return 1;
  }
  log('M', '*', `Running mode=standalone, port=${settings.port}.`);
  log('M', '*', 'Server initialized');
  log('M', '*', 'Ready to accept connections tcp');

  signal.addEventListener('abort', () => ended.resolve(), { once: true });
  if (!signal.aborted) await ended.promise;
  saving?.cancel();
  stop();
  if (signal.aborted) log('M', '*', `Received ${signal.reason} scheduling shutdown...`);
  log('M', '*', 'User requested shutdown...');
  log('M', '*', 'Saving the final RDB snapshot before exiting.');
  save();
  log('M', '#', 'Redis is now ready to exit, bye bye...');
  return 0;
};

function load(engine: Engine, file: string): boolean {
  try {
    const saved = JSON.parse(readFileSync(file, 'utf8')) as Parameters<Engine['databases'][0]['load']>[0][];
    for (const [index, entries] of saved.entries()) engine.databases[index]?.load(entries);
    return true;
  } catch {
    return false;
  }
}

function write(engine: Engine, file: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(engine.databases));
  renameSync(`${file}.new`, file);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As Redis writes it: `21 Nov 2026 04:25:27.123`, in UTC as containers have it. */
function sayTime(time: number): string {
  const date = new Date(time);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${day} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()} ${date.toISOString().slice(11, 23)}`;
}
