import { rm } from 'node:fs/promises';
import type { EventLog } from '../../hub/store/event-log.ts';
import { isRoomName, roomFiles } from './record.ts';

const day = 24 * 60 * 60 * 1000;

/** Deletes a room: its log, and what opens it and what its server noted on this machine. */
export async function deleteRoom(log: EventLog, home: string, room: string): Promise<void> {
  await log.remove(room);
  await removeFiles(home, room);
}

/**
 * Deletes the rooms in which nothing was heard for so many days: now, and then once a day.
 *
 * @returns what ends it
 */
export async function keepRoomsFor(log: EventLog, home: string, days: number): Promise<() => void> {
  await forgetOld(log, home, days);
  const timer = setInterval(() => {
    // Whoever uses the storage is told what is wrong with it; the next day is soon enough for this.
    forgetOld(log, home, days).catch(() => {});
  }, day);
  timer.unref();
  return () => clearInterval(timer);
}

async function forgetOld(log: EventLog, home: string, days: number): Promise<void> {
  const before = await log.rooms();
  await log.removeOlderThan(Date.now() - days * day);
  const kept = new Set((await log.rooms()).map(({ room }) => room));
  for (const { room } of before) if (!kept.has(room)) await removeFiles(home, room);
}

async function removeFiles(home: string, room: string): Promise<void> {
  if (!isRoomName(room)) return;
  for (const file of Object.values(roomFiles(home, room))) await rm(file, { force: true });
}
