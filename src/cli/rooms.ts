import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import type { EventLog, RoomSummary } from '../hub/store/event-log.ts';
import { openLog, roomsFile } from '../hub/store/open.ts';
import { stateHome } from '../runner/home.ts';

/** Where rooms are: in the database of DATABASE_URL, or else in a file beside the runs. */
function roomsPlace(env: NodeJS.ProcessEnv) {
  return { url: env.DATABASE_URL, folder: join(stateHome(env), 'rooms') };
}

/** Opens the log of all rooms. The caller closes it. @throws UsageError, NotReadyError */
export function openRooms(env: NodeJS.ProcessEnv = process.env): Promise<EventLog> {
  return openLog(roomsPlace(env));
}

/** Does something with the log of the rooms, unless there is none yet: then it is not made, and nothing is done. */
export async function withRooms(work: (log: EventLog) => Promise<void>): Promise<void> {
  const { url, folder } = roomsPlace(process.env);
  if (!url && !existsSync(roomsFile(folder))) return;
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

/** Deletes a room: its log, and what opens it and what its server noted on this machine. */
export async function deleteRoom(log: EventLog, room: string): Promise<void> {
  await log.remove(room);
  await removeFiles(room);
}

async function removeFiles(room: string): Promise<void> {
  // A database that others write to, too, may have any name.
  if (!/^[\w.-]+$/.test(room)) return;
  const { folder } = roomsPlace(process.env);
  for (const ending of ['.json', '.log']) await rm(join(folder, room + ending), { force: true });
}
