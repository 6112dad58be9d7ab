import { join } from 'node:path';
import { UsageError } from '../../base/errors.ts';
import type { EventLog } from './event-log.ts';

export interface Where {
  /** DATABASE_URL, where it is set: rooms are in that PostgreSQL. */
  readonly url?: string | undefined;
  /** Otherwise rooms are in a file of this folder. */
  readonly folder: string;
}

/**
 * Opens the log of the rooms.
 *
 * @throws UsageError for an address or a file that is wrong, NotReadyError for what cannot be reached now.
 */
export async function openLog({ url, folder }: Where): Promise<EventLog> {
  if (url) {
    if (!/^postgres(ql)?:\/\//.test(url)) {
      throw new UsageError(
        'DATABASE_URL is not the address of a PostgreSQL database',
        'It looks like this: postgresql://user:password@host:5432/database. Unset it to keep rooms in a file.',
      );
    }
    const { PostgresLog } = await import('./postgres.ts');
    return PostgresLog.open(url);
  }
  const { SqliteLog } = await import('./sqlite.ts');
  return SqliteLog.open(roomsFile(folder));
}

/** The file of that folder. */
export function roomsFile(folder: string): string {
  return join(folder, 'rooms.db');
}
