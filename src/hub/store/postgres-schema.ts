import type { ClientBase } from 'pg';
import { UsageError } from '../../base/errors.ts';

/** Locks that others in the same database do not take: the first number is ours ("plog"), the second says for what. */
export const lockClass = 0x706c6f67;

/** As in SQLite's file: the first makes the tables, each other one changes those of the one before. */
const migrations = [
  `CREATE TABLE pilotage_entries (
     position bigserial PRIMARY KEY,
     room text NOT NULL,
     source text NOT NULL,
     seq bigint NOT NULL,
     at bigint NOT NULL,
     received bigint NOT NULL,
     body json NOT NULL,
     UNIQUE (room, source, seq)
   );
   CREATE INDEX pilotage_entries_of_room ON pilotage_entries (room, position)`,
];

/**
 * Makes the tables, or brings them up to date; servers that start together do so one after another.
 *
 * @throws UsageError where a newer version has been at work.
 */
export async function migrate(client: ClientBase): Promise<void> {
  // With any other level, one that has waited for the lock does not see what the one before it has made.
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1, 0)', [lockClass]);
    await client.query('CREATE TABLE IF NOT EXISTS pilotage_schema (version integer NOT NULL)');
    const { rows } = await client.query<{ version: number }>('SELECT version FROM pilotage_schema');
    const version = rows[0]?.version ?? 0;
    if (version > migrations.length) {
      throw new UsageError(
        `The database was used by a newer version of pilotage (schema ${version}, this one knows ${migrations.length})`,
        'Update pilotage, or give DATABASE_URL another database.',
      );
    }
    for (const step of migrations.slice(version)) await client.query(step);
    if (rows.length === 0) await client.query('INSERT INTO pilotage_schema VALUES (0)');
    await client.query('UPDATE pilotage_schema SET version = $1', [migrations.length]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
