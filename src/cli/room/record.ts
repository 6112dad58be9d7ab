import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sync as writeFileAtomic } from 'write-file-atomic';
import * as z from 'zod';
import { UsageError } from '../../base/errors.ts';

const shape = z.object({ room: z.string(), lesson: z.string(), secret: z.string() });

/** What this machine must know of a room to go on with it: its code and all its tokens are made of the secret. */
export type RoomRecord = z.output<typeof shape>;

/** Rooms of this machine: what opens each, and the log of what was said in them. */
export function roomsFolder(home: string): string {
  return join(home, 'rooms');
}

/** A room that is not there yet: dockercoins-2026-11-21-k7m3. */
export function newRoom(lesson: string, today: Date): RoomRecord {
  const day = today.toISOString().slice(0, 10);
  return {
    room: `${lesson}-${day}-${randomBytes(2).toString('hex')}`,
    lesson,
    secret: randomBytes(32).toString('base64url'),
  };
}

/** @throws UsageError where this machine has no such room */
export function readRoom(home: string, room: string): RoomRecord {
  try {
    return shape.parse(JSON.parse(readFileSync(roomFiles(home, room).record, 'utf8')));
  } catch (error) {
    throw new UsageError(
      `There is no room "${room}" on this machine.`,
      'pilotage rooms lists those that there are.',
      { cause: error },
    );
  }
}

export function keepRoom(home: string, record: RoomRecord): void {
  mkdirSync(roomsFolder(home), { recursive: true, mode: 0o700 });
  writeFileAtomic(roomFiles(home, record.room).record, JSON.stringify(record), { mode: 0o600 });
}

/** One that can be part of a file's name; those of servers elsewhere, whose secret the environment has, need not be. */
export function isRoomName(name: string): boolean {
  return /^[A-Za-z0-9][\w.-]{0,79}$/.test(name);
}

/** What this machine has of a room beside its log. @throws UsageError for what cannot be its name */
export function roomFiles(home: string, room: string): { record: string; notices: string } {
  if (!isRoomName(room))
    throw new UsageError(`"${room}" cannot be a room's name.`, 'Letters, digits, dots and dashes can.');
  const file = join(roomsFolder(home), room);
  return { record: `${file}.json`, notices: `${file}.log` };
}
