import type { RoomEvent } from '../../hub/protocol/room-events.ts';
import { withRooms } from '../rooms.ts';

/** The rooms that there are, the one in which something happened last first. */
export async function roomsCommand(): Promise<void> {
  let isEmpty = true;
  await withRooms(async (log) => {
    for (const { room, sources, last } of await log.rooms()) {
      isEmpty = false;
      const [first] = await log.read(room, 0, 1);
      const opened = first?.body as RoomEvent | undefined;
      const lesson = opened?.type === 'room-opened' ? opened.lesson.id : '';
      // One of them is the room itself.
      const runs = sources === 2 ? '1 run' : `${Math.max(0, sources - 1)} runs`;
      process.stdout.write(
        `${room.padEnd(32)} ${lesson.padEnd(16)} ${runs.padEnd(9)} last ${new Date(last).toISOString()}\n`,
      );
    }
  });
  if (isEmpty) process.stderr.write('There is no room yet. pilotage lead opens one.\n');
}
