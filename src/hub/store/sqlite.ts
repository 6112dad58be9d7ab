import type { DatabaseSync } from 'node:sqlite';
import type { Entry, EventLog, RoomSummary, StoredEntry } from './event-log.ts';
import { Followers } from './followers.ts';
import { GroupCommit } from './group-commit.ts';
import { explained, openSqliteFile, value } from './sqlite-file.ts';
import { type Line, storable } from './storable.ts';

/** How often to look whether another process has written: `pilotage report` or a second server on the same folder. */
const lookEvery = 250;

/** The log of the rooms in one file, which several processes of one machine may use. */
export class SqliteLog implements EventLog {
  readonly #file: string;
  readonly #database: DatabaseSync;
  readonly #sql: ReturnType<typeof statements>;
  readonly #followers = new Followers();
  readonly #commits: GroupCommit;
  #look: NodeJS.Timeout | undefined;
  #version: number;

  /** @throws UsageError for a file that is no database of rooms, NotReadyError for one that cannot be used now. */
  static open(file: string): SqliteLog {
    return new SqliteLog(file, openSqliteFile(file));
  }

  private constructor(file: string, database: DatabaseSync) {
    this.#file = file;
    this.#database = database;
    this.#sql = statements(database);
    this.#version = value(this.#sql.version);
    this.#commits = new GroupCommit(async (lines) => this.#ask(() => this.#write(lines)));
  }

  async append(entries: readonly Entry[]): Promise<StoredEntry[]> {
    const stored = await this.#commits.append(entries.map(storable));
    this.#followers.tell(stored.map(({ room }) => room));
    return stored;
  }

  async read(room: string, after: number, limit: number): Promise<StoredEntry[]> {
    return this.#ask(() => this.#sql.read.all(room, after, limit)).map((row) => ({
      room,
      source: String(row.source),
      seq: Number(row.seq),
      at: Number(row.at),
      received: Number(row.received),
      body: JSON.parse(String(row.body)),
      position: Number(row.position),
    }));
  }

  async heads(room: string): Promise<Map<string, number>> {
    return new Map(
      this.#ask(() => this.#sql.heads.all(room)).map((row) => [String(row.source), Number(row.seq)]),
    );
  }

  follow(room: string, more: () => void): () => void {
    this.#look ??= setInterval(() => this.#lookForOthers(), lookEvery).unref();
    return this.#followers.add(room, more);
  }

  async rooms(): Promise<RoomSummary[]> {
    return this.#ask(() => this.#sql.rooms.all()).map((row) => ({
      room: String(row.room),
      entries: Number(row.entries),
      sources: Number(row.sources),
      first: Number(row.first),
      last: Number(row.last),
    }));
  }

  remove(room: string): Promise<number> {
    return this.#remove(() => this.#sql.remove.run(room).changes);
  }

  removeOlderThan(time: number): Promise<number> {
    return this.#remove(() => this.#sql.removeOlderThan.run(time).changes);
  }

  async close(): Promise<void> {
    clearInterval(this.#look);
    await this.#commits.idle();
    if (this.#database.isOpen) this.#database.close();
  }

  #write(lines: readonly Line[]): (StoredEntry | undefined)[] {
    const received = Date.now();
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const stored = lines.map(({ room, source, seq, at, body }) => {
        const row = this.#sql.append.get(room, source, seq, at, received, body);
        if (!row) return undefined;
        return { room, source, seq, at, received, body: JSON.parse(body), position: Number(row.position) };
      });
      this.#database.exec('COMMIT');
      return stored;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  async #remove(run: () => number | bigint): Promise<number> {
    await this.#commits.idle();
    return this.#ask(() => {
      const removed = Number(run());
      // Neither the file nor its log keeps a copy of what was deleted.
      if (removed > 0) this.#database.exec('PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)');
      return removed;
    });
  }

  #lookForOthers(): void {
    try {
      const version = value(this.#sql.version);
      if (version === this.#version) return;
      this.#version = version;
      this.#followers.tell(this.#followers.rooms);
    } catch {
      // Whoever reads or writes next is told why.
    }
  }

  #ask<T>(ask: () => T): T {
    try {
      return ask();
    } catch (error) {
      throw explained(error, this.#file);
    }
  }
}

function statements(database: DatabaseSync) {
  return {
    append: database.prepare(
      `INSERT INTO entries (room, source, seq, at, received, body) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (room, source, seq) DO NOTHING RETURNING position`,
    ),
    read: database.prepare('SELECT * FROM entries WHERE room = ? AND position > ? ORDER BY position LIMIT ?'),
    heads: database.prepare('SELECT source, max(seq) AS seq FROM entries WHERE room = ? GROUP BY source'),
    rooms: database.prepare(
      `SELECT room, count(*) AS entries, count(DISTINCT source) AS sources,
         min(received) AS first, max(received) AS last
       FROM entries GROUP BY room ORDER BY last DESC`,
    ),
    remove: database.prepare('DELETE FROM entries WHERE room = ?'),
    removeOlderThan: database.prepare(
      'DELETE FROM entries WHERE room IN (SELECT room FROM entries GROUP BY room HAVING max(received) < ?)',
    ),
    /** Changes when another connection has written. */
    version: database.prepare('PRAGMA data_version'),
  };
}
