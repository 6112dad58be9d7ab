import { UsageError } from '../../base/errors.ts';
import { reduceAll } from '../../hub/room/reduce.ts';
import { emptyRoom } from '../../hub/room/state.ts';
import { readAll } from '../../hub/store/read-all.ts';
import { stateHome } from '../../runner/home.ts';
import { deleteRoom } from '../room/keeping.ts';
import { withRoom } from '../rooms.ts';
import { isYes } from '../yes.ts';

/** A room in which something was heard so lately may be open. */
const lately = 5 * 60_000;

/** Deletes a room and all that was heard in it, once that was agreed to. */
export async function roomsDeleteCommand(name: string, { yes = false }: { yes?: boolean }): Promise<void> {
  await withRoom(name, async (log, { room, entries, last }) => {
    const { lesson, learners, ended } = reduceAll(emptyRoom(room), await readAll(log, room));
    const about = lesson ? `, about ${lesson.id}` : '';
    const people = learners.length === 1 ? '1 learner' : `${learners.length} learners`;
    process.stderr.write(
      `Room ${room}${about}: ${people}, ${entries} events, the last of ${new Date(last).toISOString()}.\n`,
    );
    if (!ended && Date.now() - last < lately) {
      process.stderr.write(
        'It seems to be open, and what it hears after this is kept again: close it first.\n',
      );
    }
    process.stderr.write(`pilotage report ${room} --format html -o FILE keeps what can be learnt from it.\n`);
    if (!yes && !(await isYes('Delete all of it?'))) {
      throw new UsageError('Nothing was deleted.', 'To agree without being asked, say --yes.');
    }
    await deleteRoom(log, stateHome(), room);
    process.stdout.write(`Deleted: ${room}\n`);
  });
}
