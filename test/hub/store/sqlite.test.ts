import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotReadyError, UsageError } from '../../../src/base/errors.ts';
import { openLog } from '../../../src/hub/store/open.ts';
import { entries, entry } from './support/places.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotage-sqlite-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the file of the rooms', () => {
  it('can be read by its owner only', async () => {
    const data = join(folder, 'own', 'data');
    await using log = await open(data);
    await log.append([entry('class', 'run', 1)]);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    for (const name of ['rooms.db', 'rooms.db-wal']) expect(statSync(join(data, name)).mode & 0o077).toBe(0);
  });

  it('forgets what was removed: no copy stays on the disk', async () => {
    const data = join(folder, 'forgets');
    await using log = await open(data);
    const said = Array.from({ length: 200 }, (_, seq) => entry('class', 'run', seq + 1, 'Ada Lovelace'));
    await log.append(said);
    await log.append([entry('another', 'run', 1, 'Grace Hopper')]);
    const onDisk = () =>
      ['rooms.db', 'rooms.db-wal'].map((name) => readFileSync(join(data, name), 'latin1')).join('');
    expect(onDisk()).toContain('Ada Lovelace');
    await log.remove('class');
    expect(onDisk()).not.toContain('Ada Lovelace');
    expect(onDisk()).toContain('Grace Hopper');
  });

  it('is all of it after a kill: a copy of file and log is as good', async () => {
    const data = join(folder, 'copied');
    await using log = await open(data);
    await log.append(entries('class', 'run', 1, 50));
    const copy = join(folder, 'copy');
    mkdirSync(copy);
    for (const name of ['rooms.db', 'rooms.db-wal']) copyFileSync(join(data, name), join(copy, name));
    await using other = await open(copy);
    expect(await other.heads('class')).toEqual(new Map([['run', 50]]));
  });

  it('opens without a warning on any Node.js, and leaves others’ warnings', async () => {
    const script = `
      const { openLog } = await import(${JSON.stringify(join(import.meta.dirname, '../../../src/hub/store/open.ts'))});
      const log = await openLog({ folder: ${JSON.stringify(join(folder, 'quiet'))} });
      process.emitWarning('of another');
      await log.close();`;
    const { stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    expect(stderr).toContain('of another');
    expect(stderr).not.toContain('SQLite');
  });
});

describe('a file that cannot be used', () => {
  it('says so of one that is no database', async () => {
    await refused(
      'text',
      (file) => writeFileSync(file, 'dear diary, '.repeat(1_000)),
      UsageError,
      /not a dat/,
    );
  });

  it('says so of another program’s, and leaves it as it was', async () => {
    const file = await refused(
      'foreign',
      (made) => {
        using database = new DatabaseSync(made);
        database.exec('CREATE TABLE recipes (name TEXT); PRAGMA user_version = 1');
      },
      UsageError,
      /another program/,
    );
    using database = new DatabaseSync(file);
    expect(database.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'recipes' }]);
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'delete' });
  });

  it('says so of a newer version’s', async () => {
    const newer = (file: string) => {
      using database = new DatabaseSync(file);
      database.exec('PRAGMA application_id = 1886154599; PRAGMA user_version = 99; CREATE TABLE a (b)');
    };
    await refused('newer', newer, UsageError, /newer version of pilotage \(schema 99/);
  });

  it('says so of a damaged one, when it is opened or when it is read', async () => {
    const data = join(folder, 'damaged');
    {
      await using log = await open(data);
      await log.append(
        Array.from({ length: 100 }, (_, seq) => entry('class', 'run', seq + 1, 'x'.repeat(500))),
      );
    }
    truncateSync(join(data, 'rooms.db'), 3 * 4096);
    const use = async () => {
      await using log = await open(data);
      return log.read('class', 0, 1_000);
    };
    const error: unknown = await use().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ message: expect.stringMatching(/rooms\.db .*damaged/), next: /./ });
  });

  it('says so of a folder that cannot be made', async () => {
    writeFileSync(join(folder, 'in-the-way'), '');
    await expect(openLog({ folder: join(folder, 'in-the-way') })).rejects.toThrow(NotReadyError);
  });

  it('says who to look for when another process keeps it locked', { timeout: 60_000 }, async () => {
    const data = join(folder, 'locked');
    await using log = await open(data);
    using other = new DatabaseSync(join(data, 'rooms.db'));
    other.exec('BEGIN IMMEDIATE');
    await expect(log.append([entry('class', 'run', 1)])).rejects.toThrow(/kept .*rooms\.db locked/);
    other.exec('ROLLBACK');
    expect(await log.append([entry('class', 'run', 1)])).toHaveLength(1);
  });
});

async function open(data: string) {
  const log = await openLog({ folder: data });
  return Object.assign(log, { [Symbol.asyncDispose]: () => log.close() });
}

async function refused(
  name: string,
  make: (file: string) => void,
  kind: new (...args: never[]) => Error,
  text: RegExp,
): Promise<string> {
  const data = join(folder, name);
  mkdirSync(data);
  const file = join(data, 'rooms.db');
  make(file);
  const error = await openLog({ folder: data }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(kind);
  expect(error).toMatchObject({ message: expect.stringMatching(text), next: expect.stringMatching(/./) });
  expect(error).toMatchObject({ message: expect.stringContaining(file) });
  return file;
}
