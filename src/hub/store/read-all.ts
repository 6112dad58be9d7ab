import type { EventLog, StoredEntry } from './event-log.ts';

const page = 1000;

/** All that a room's log has now, in its order. */
export async function readAll(log: EventLog, room: string): Promise<StoredEntry[]> {
  const all: StoredEntry[] = [];
  for (;;) {
    const entries = await log.read(room, all.at(-1)?.position ?? 0, page);
    all.push(...entries);
    if (entries.length < page) return all;
  }
}
