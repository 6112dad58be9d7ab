import { compress } from 'hono/compress';
import { paths, protocolVersion } from '../protocol/protocol.ts';
import { commandRequest } from '../protocol/requests.ts';
import type { RoomEvent } from '../protocol/room-events.ts';
import { learnerOf, type RoomState } from '../room/state.ts';
import { type App, bearerAs, bodyOf, type Desk } from './context.ts';
import { Refused } from './refused.ts';
import { squeezed } from './squeezed.ts';
import { snapshotFor, streamLog, streamTo } from './streams.ts';

/** What helps one learner; the pace of the class is the instructor's. */
const assistants: readonly RoomEvent['type'][] = ['message', 'nudge', 'hand-lowered'];

/** What the instructor, assistants and projectors see, and what the first two may do. */
export function leaderRoutes(app: App, desk: Desk): void {
  const { room } = desk;

  app.get(paths.state, compress(), async (request) => {
    const { role } = bearerAs(request, desk, ['instructor', 'assistant', 'projector']);
    await room.caughtUp();
    return request.json(snapshotFor(desk, role));
  });

  app.get(paths.log, (request) => {
    const { role } = bearerAs(request, desk, ['instructor', 'assistant', 'projector']);
    const last = request.req.header('Last-Event-ID') ?? request.req.query('after');
    const after = last !== undefined && /^\d{1,15}$/.test(last) ? Number(last) : undefined;
    return squeezed(
      request,
      streamTo(request, (reader) => streamLog(reader, desk, role, after)),
    );
  });

  app.post(paths.commands, async (request) => {
    const { role } = bearerAs(request, desk, ['instructor', 'assistant']);
    const { v: _, ...event } = await bodyOf(request, commandRequest);
    if (role === 'assistant' && !assistants.includes(event.type)) throw new Refused('not-allowed');
    await room.caughtUp();
    if (!makesSense(event, room.state)) throw new Refused('malformed');
    await room.say(event);
    return request.json({ v: protocolVersion });
  });
}

/** It is about a step, or a learner, that there is. */
function makesSense(event: RoomEvent, state: RoomState): boolean {
  if (event.type === 'gate-set' || event.type === 'catch-up')
    return event.step === null || (state.lesson?.steps.some(({ id }) => id === event.step) ?? false);
  if (event.type === 'message' || event.type === 'nudge')
    return event.to === null || learnerOf(state, event.to) !== undefined;
  return true;
}
