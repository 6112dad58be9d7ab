import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Entry, EventLog, RoomSummary, StoredEntry } from './event-log.ts';
import { Followers } from './followers.ts';
import { GroupCommit } from './group-commit.ts';
import { explained, shown } from './postgres-errors.ts';
import { Listener, notify } from './postgres-listener.ts';
import { lockClass, migrate } from './postgres-schema.ts';
import { type Line, storable } from './storable.ts';

/** The log of the rooms in PostgreSQL, which any number of servers may share. */
export class PostgresLog implements EventLog {
  readonly #where: string;
  readonly #config: pg.ClientConfig;
  readonly #pool: pg.Pool;
  readonly #id = randomUUID();
  readonly #followers = new Followers();
  readonly #commits: GroupCommit;
  #listener: Listener | undefined;
  #closing: Promise<void> | undefined;

  /** @throws UsageError when DATABASE_URL is wrong, NotReadyError when PostgreSQL does not answer. */
  static async open(url: string): Promise<PostgresLog> {
    const log = new PostgresLog(url);
    try {
      await log.#with(migrate);
      return log;
    } catch (error) {
      await log.close();
      throw error;
    }
  }

  private constructor(url: string) {
    this.#where = shown(url);
    this.#config = {
      connectionString: url,
      application_name: 'pilotage',
      connectionTimeoutMillis: 5_000,
      query_timeout: 10_000,
      keepAlive: true,
    };
    this.#pool = new pg.Pool({ ...this.#config, max: 4 });
    // A connection that breaks is replaced, and what was asked through it fails. Without listeners, for the idle ones
    // and for those in use, the process would end of it.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => client.on('error', () => {}));
    this.#commits = new GroupCommit((lines) => this.#with((client) => this.#write(client, lines)));
  }

  async append(entries: readonly Entry[]): Promise<StoredEntry[]> {
    const stored = await this.#commits.append(entries.map(storable));
    this.#followers.tell(stored.map(({ room }) => room));
    return stored;
  }

  async read(room: string, after: number, limit: number): Promise<StoredEntry[]> {
    return this.#rows<StoredEntry>(
      `SELECT room, source, seq::float8, at::float8, received::float8, body, position::float8
       FROM pilotage_entries WHERE room = $1 AND position > $2 ORDER BY position LIMIT $3`,
      [room, after, limit],
    );
  }

  async heads(room: string): Promise<Map<string, number>> {
    const rows = await this.#rows<{ source: string; seq: number }>(
      'SELECT source, max(seq)::float8 AS seq FROM pilotage_entries WHERE room = $1 GROUP BY source',
      [room],
    );
    return new Map(rows.map(({ source, seq }) => [source, seq]));
  }

  follow(room: string, more: () => void): () => void {
    this.#listener ??= new Listener(this.#config, this.#id, this.#followers);
    return this.#followers.add(room, more);
  }

  rooms(): Promise<RoomSummary[]> {
    return this.#rows<RoomSummary>(
      `SELECT room, count(*)::float8 AS entries, count(DISTINCT source)::float8 AS sources,
         min(received)::float8 AS first, max(received)::float8 AS last
       FROM pilotage_entries GROUP BY room ORDER BY last DESC`,
    );
  }

  remove(room: string): Promise<number> {
    return this.#removed('DELETE FROM pilotage_entries WHERE room = $1', room);
  }

  removeOlderThan(time: number): Promise<number> {
    return this.#removed(
      `DELETE FROM pilotage_entries WHERE room IN
         (SELECT room FROM pilotage_entries GROUP BY room HAVING max(received) < $1)`,
      time,
    );
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await this.#commits.idle();
      await this.#listener?.close();
      await this.#pool.end();
    })();
    return this.#closing;
  }

  async #write(client: pg.ClientBase, lines: readonly Line[]): Promise<(StoredEntry | undefined)[]> {
    const received = Date.now();
    const rooms = [...new Set(lines.map(({ room }) => room))];
    // Whatever the database's own default is: each statement has to see what was stored until it began.
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
    // Positions are given out when a row is made but seen when it is committed. One writer a room at a time makes
    // the two orders one; always in the same order, so that no two writers wait for each other.
    await client.query(
      `SELECT pg_advisory_xact_lock($1, room) FROM
         (SELECT DISTINCT hashtext(name) AS room FROM unnest($2::text[]) AS name ORDER BY 1) AS rooms`,
      [lockClass, rooms],
    );
    const { rows } = await client.query<{ room: string; source: string; seq: number; position: number }>(
      `INSERT INTO pilotage_entries (room, source, seq, at, received, body)
       SELECT room, source, seq, at, $5, body::json
       FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $6::text[]) AS line (room, source, seq, at, body)
       ON CONFLICT (room, source, seq) DO NOTHING
       RETURNING room, source, seq::float8, position::float8`,
      [
        lines.map(({ room }) => room),
        lines.map(({ source }) => source),
        lines.map(({ seq }) => seq),
        lines.map(({ at }) => at),
        received,
        lines.map(({ body }) => body),
      ],
    );
    if (rows.length > 0) await notify(client, this.#id, [...new Set(rows.map(({ room }) => room))]);
    await client.query('COMMIT');
    const positions = new Map(
      rows.map(({ room, source, seq, position }) => [identity(room, source, seq), position]),
    );
    return lines.map(({ room, source, seq, at, body }) => {
      const id = identity(room, source, seq);
      const position = positions.get(id);
      if (position === undefined) return undefined;
      // The same again in one batch was known by then.
      positions.delete(id);
      return { room, source, seq, at, received, body: JSON.parse(body), position };
    });
  }

  async #with<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    try {
      const client = await this.#pool.connect();
      let failed = true;
      try {
        const result = await work(client);
        failed = false;
        return result;
      } finally {
        // Its transaction ends with it, whatever state that was in.
        client.release(failed);
      }
    } catch (error) {
      throw explained(error, this.#where);
    }
  }

  async #rows<T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> {
    return this.#with(async (client) => (await client.query<T>(sql, values)).rows);
  }

  async #removed(sql: string, value: string | number): Promise<number> {
    return this.#with(async (client) => (await client.query(sql, [value])).rowCount ?? 0);
  }
}

function identity(room: string, source: string, seq: number): string {
  return JSON.stringify([room, source, seq]);
}
