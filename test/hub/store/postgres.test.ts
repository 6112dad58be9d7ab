import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotReadyError, UsageError } from '../../../src/base/errors.ts';
import { openLog } from '../../../src/hub/store/open.ts';
import { startPostgres, type TestPostgres, whyNoPostgres } from '../../support/postgres.ts';
import { entries, entry } from './support/places.ts';
import { Reader } from './support/reader.ts';

const patience = 60_000;
const missing = whyNoPostgres();

describe.skipIf(missing !== undefined)(`PostgreSQL${missing ? ` (${missing})` : ''}`, () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server[Symbol.asyncDispose]());
  const open = async (url: string) => {
    const log = await openLog({ url, folder: '/nowhere' });
    return Object.assign(log, { [Symbol.asyncDispose]: () => log.close() });
  };

  it('may die: nothing promised is lost, and followers hear again', { timeout: 2 * patience }, async () => {
    const url = await server.database();
    await using log = await open(url);
    await using other = await open(url);
    const reader = new Reader(other, 'class');
    await log.append(entries('class', 'run', 1, 20));
    await reader.until(20);
    await server.kill();
    await expect(log.append(entries('class', 'run', 21, 30))).rejects.toThrow(NotReadyError);
    await server.start();
    // As a learner does: the same again until it is answered.
    await expect
      .poll(() => log.append(entries('class', 'run', 15, 30)).then(() => 'stored'), { timeout: patience })
      .toBe('stored');
    await reader.until(30);
    await reader.stop();
    expect(reader.seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });

  it('tells of what came while notifications did not', { timeout: patience }, async () => {
    const url = await server.database();
    await using log = await open(url);
    const reader = new Reader(log, 'class');
    await log.append(entries('class', 'run', 1, 1));
    await reader.until(1);
    // What another server stores, without the notification that a pooler in between would swallow.
    await query(
      url,
      `INSERT INTO pilotage_entries (room, source, seq, at, received, body) VALUES ('class', 'run', 2, 0, 0, '"unheard"')`,
    );
    await reader.until(2);
    await reader.stop();
    expect(reader.seen.at(-1)).toMatchObject({ seq: 2, body: 'unheard' });
  });

  it('is made once by servers that start together, and found as it is by later ones', async () => {
    const url = await server.database();
    const logs = await Promise.all(Array.from({ length: 4 }, () => open(url)));
    await Promise.all(logs.map((log, index) => log.append([entry('class', `run-${index}`, 1)])));
    await Promise.all(logs.map((log) => log.close()));
    await using later = await open(url);
    expect((await later.heads('class')).size).toBe(4);
    expect(await query(url, 'SELECT version FROM pilotage_schema')).toEqual([{ version: 1 }]);
  });

  it('keeps one order whatever the database’s own isolation is', async () => {
    const url = await server.database();
    await query(url, "ALTER ROLE learner SET default_transaction_isolation = 'serializable'");
    const logs = await Promise.all([open(url), open(url)]);
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (logs[index % 2] as (typeof logs)[0]).append(entries('class', `run-${index % 5}`, 1, 10)),
      ),
    );
    expect((await logs[0].read('class', 0, 1_000)).length).toBe(50);
    await Promise.all(logs.map((log) => log.close()));
    await query(url, 'ALTER ROLE learner RESET default_transaction_isolation');
  });

  it('refuses a newer version’s database', async () => {
    const url = await server.database();
    await using log = await open(url);
    await query(url, 'UPDATE pilotage_schema SET version = 99');
    await expect(open(url)).rejects.toThrow(/newer version of pilotage \(schema 99/);
    await log.close();
  });

  it.each([
    ['a database that does not exist', (url: string) => url.replace(/rooms_\d+/, 'nothing'), /createdb/],
    ['a user that does not exist', (url: string) => url.replace('learner@', 'nobody:s3cret@'), /password/],
    ['another kind of address', () => 'mysql://root:s3cret@127.0.0.1/rooms', /postgresql:\/\//],
  ])('says what to do about %s', async (_, wrong, next) => {
    const error = await openLog({ url: wrong(await server.database()), folder: '' }).catch(
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ next: expect.stringMatching(next) });
    expect(String(error)).not.toContain('s3cret');
  });

  it('says that nothing answers, and not with which password', async () => {
    const error = await openLog({ url: 'postgresql://lead:s3cret@127.0.0.1:1/rooms', folder: '' }).catch(
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(NotReadyError);
    expect(String(error)).toContain('127.0.0.1:1/rooms');
    expect(String(error)).not.toContain('s3cret');
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}
