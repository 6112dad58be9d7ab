import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { NotReadyError, type PilotageError, UsageError } from '../../base/errors.ts';

/** "plog": in the file's header, so that another program's database is told from ours. */
const applicationId = 0x706c6f67;

/** The schema's versions: the first one makes a database of nothing, each other one a newer one of the one before. */
const migrations = [
  `CREATE TABLE entries (
     position INTEGER PRIMARY KEY AUTOINCREMENT,
     room TEXT NOT NULL,
     source TEXT NOT NULL,
     seq INTEGER NOT NULL,
     at INTEGER NOT NULL,
     received INTEGER NOT NULL,
     body TEXT NOT NULL,
     UNIQUE (room, source, seq)
   ) STRICT;
   CREATE INDEX entries_of_room ON entries (room);`,
];

/** How long to wait for another process that writes. */
const patience = 5_000;

/**
 * Opens a room's database, and makes it where there is none. Only its owner can read it, and what is deleted is
 * overwritten: it has the names of learners.
 *
 * @throws UsageError for a file that is something else, NotReadyError for one that cannot be used now.
 */
export function openSqliteFile(file: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
    database = new (sqlite().DatabaseSync)(file, { timeout: patience });
    // What was stored survives the end of this program, however it ends. A machine that loses its power may lose the
    // last moments: learners' programs send theirs again, and nobody waits for the disk all the time.
    database.exec('PRAGMA secure_delete = ON; PRAGMA synchronous = NORMAL');
    migrate(database, file);
    return database;
  } catch (error) {
    database?.close();
    throw explained(error, file);
  }
}

/** node:sqlite, without its warning on the versions of Node.js that have one. Other warnings stay. */
function sqlite(): typeof import('node:sqlite') {
  const warn = process.emitWarning;
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = warn;
  }
}

function migrate(database: DatabaseSync, file: string): void {
  if (value(database.prepare('PRAGMA user_version')) === migrations.length && isOurs(database)) return;
  // These two cannot be in a transaction. A database that is in use has them already.
  if (isEmpty(database)) database.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL');
  database.exec('BEGIN IMMEDIATE');
  try {
    if (!isEmpty(database) && !isOurs(database)) {
      throw new UsageError(
        `${file} is a database of another program`,
        'Choose another folder for the data of the rooms.',
      );
    }
    const version = value(database.prepare('PRAGMA user_version'));
    if (version > migrations.length) {
      throw new UsageError(
        `${file} was written by a newer version of pilotage (schema ${version}, this one knows ${migrations.length})`,
        'Update pilotage, or choose another folder for the data of the rooms.',
      );
    }
    for (const step of migrations.slice(version)) database.exec(step);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function isOurs(database: DatabaseSync): boolean {
  return value(database.prepare('PRAGMA application_id')) === applicationId;
}

function isEmpty(database: DatabaseSync): boolean {
  return value(database.prepare('SELECT count(*) FROM sqlite_schema')) === 0;
}

/** The only column of the only row. */
export function value(statement: StatementSync): number {
  return Number(Object.values(statement.get() ?? {})[0]);
}

/** What SQLite says, in words and with what to do. Our own errors, and defects, stay as they are. */
export function explained(error: unknown, file: string): unknown {
  const { code, errcode, message } = error as Error & { code?: string; errcode?: number };
  const why = code === 'ERR_SQLITE_ERROR' ? sqliteReasons[(errcode ?? 0) & 0xff] : undefined;
  if (why) return why(file, message, error);
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return cannotUse(file, message, error);
  return error;
}

const cannotUse = (file: string, message: string, cause: unknown): PilotageError =>
  new NotReadyError(
    `The rooms' data in ${file} cannot be read or written: ${message}`,
    'Check that its folder belongs to you, is on a local disk, and has space.',
    { cause },
  );

const damaged = (file: string, message: string, cause: unknown): PilotageError =>
  new UsageError(
    `${file} is not a database of rooms, or it is damaged: ${message}`,
    "Move it away to start afresh, or choose another folder. Keep it: sqlite3's .recover reads most of a damaged one.",
    { cause },
  );

const busy = (file: string, message: string, cause: unknown): PilotageError =>
  new NotReadyError(
    `Another process has kept ${file} locked for ${patience / 1000} seconds: ${message}`,
    `See who uses it (fuser ${file}), then try again.`,
    { cause },
  );

/** By SQLite's result code. */
const sqliteReasons: Readonly<Record<number, typeof cannotUse>> = {
  5: busy,
  6: busy,
  8: cannotUse,
  10: cannotUse,
  11: damaged,
  13: cannotUse,
  14: cannotUse,
  26: damaged,
};
