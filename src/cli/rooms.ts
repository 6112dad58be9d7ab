import { existsSync } from 'node:fs';
import { UsageError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import type { EventLog, RoomSummary } from '../hub/store/event-log.ts';
import { openLog, roomsFile } from '../hub/store/open.ts';
import { stateHome } from '../runner/home.ts';
import { roomsFolder } from './room/record.ts';

/** Opens the log of all rooms, in the database of DATABASE_URL or beside the runs. @throws UsageError, NotReadyError */
function openRooms(): Promise<EventLog> {
  return openLog({ url: process.env.DATABASE_URL, folder: roomsFolder(stateHome()) });
}

/** Does something with the log of the rooms, unless there is none yet: then it is not made, and nothing is done. */
export async function withRooms(work: (log: EventLog) => Promise<void>): Promise<void> {
  if (!process.env.DATABASE_URL && !existsSync(roomsFile(roomsFolder(stateHome())))) return;
  const log = await openRooms();
  try {
    await work(log);
  } finally {
    await log.close();
  }
}

/** Does something with one of the rooms. @throws UsageError where there is none of that name */
export async function withRoom(
  name: string,
  work: (log: EventLog, room: RoomSummary) => Promise<void>,
): Promise<void> {
  let known: readonly string[] = [];
  let isFound = false;
  await withRooms(async (log) => {
    const rooms = await log.rooms();
    known = rooms.map(({ room }) => room);
    const found = rooms.find(({ room }) => room === name);
    isFound = found !== undefined;
    if (found) await work(log, found);
  });
  if (isFound) return;
  const meant = nearest(name, known);
  throw new UsageError(
    `There is no room "${name}".`,
    meant === undefined ? 'pilotage rooms lists those that there are.' : `Did you mean ${meant}?`,
  );
}
