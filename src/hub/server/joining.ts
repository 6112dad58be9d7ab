import { randomBytes } from 'node:crypto';
import type * as z from 'zod';
import { limits, paths, protocolVersion } from '../protocol/protocol.ts';
import { type JoinResponse, joinRequest } from '../protocol/requests.ts';
import { learnerOf, ownerOf, type RoomState } from '../room/state.ts';
import { type App, addressOf, bearerOf, bodyOf, type Desk, type Request } from './context.ts';
import { Names } from './names.ts';
import { Refused } from './refused.ts';
import type { Room } from './room.ts';

/** Gives a learner their token for the join code. With a token, they come back, perhaps with another run. */
export function joinRoute(app: App, desk: Desk): void {
  const names = new Names(desk.room);
  app.post(paths.join, async (request) => {
    const { room, keys } = desk;
    const asked = await bodyOf(request, joinRequest);
    const known = whoAsks(request, desk, asked.code);
    await room.caughtUp();
    const { state } = room;
    if (!state.lesson) throw new Refused('not-ready');
    if (state.ended) throw new Refused('room-ended');
    const learner = known ?? randomBytes(8).toString('hex');
    if (asked.run) await enter(room, names, learner, asked.name, asked.run);
    const response: JoinResponse = {
      v: protocolVersion,
      room: room.id,
      learner,
      token: keys.learnerToken(learner),
      lesson: state.lesson,
    };
    return request.json(response);
  });
}

async function enter(
  room: Room,
  names: Names,
  learner: string,
  wanted: string,
  { id: run, lesson }: NonNullable<z.output<typeof joinRequest>['run']>,
): Promise<void> {
  const { state } = room;
  if (lesson !== state.lesson?.id) throw new Refused('other-lesson');
  checkRoom(state, learner, run);
  const before = learnerOf(state, learner);
  if (before?.run === run) return;
  const name = before?.name ?? names.take(wanted);
  try {
    await room.say({ type: 'learner-joined', learner, name, run });
  } catch (error) {
    if (!before) names.giveBack(name);
    throw error;
  }
  // Two may have come with one run at the same time: it is whose it was first.
  if (ownerOf(room.state, run)?.id !== learner) throw new Refused('not-allowed');
}

/** The learner whose token the request has; undefined for a new one who knows the code. @throws Refused */
function whoAsks(request: Request, desk: Desk, code: string | undefined): string | undefined {
  const bearer = bearerOf(request, desk);
  if (bearer?.role === 'learner') return bearer.learner;
  const address = addressOf(request, desk);
  const wait = desk.attempts.wait(address);
  if (wait > 0) throw new Refused('locked-out', { wait: Math.ceil(wait / 1000) });
  if (code === undefined || !desk.keys.isCode(code)) {
    desk.attempts.wrong(address);
    throw new Refused('wrong-code');
  }
  return undefined;
}

function checkRoom(state: RoomState, learner: string, run: string): void {
  const owner = ownerOf(state, run);
  const own = learnerOf(state, learner);
  if (owner && owner !== own) throw new Refused('not-allowed');
  if (!own && state.learners.length >= limits.learners) throw new Refused('room-full');
  if (own && !owner && own.came.length >= limits.runsOfLearner) throw new Refused('room-full');
}
