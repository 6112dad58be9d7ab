import { paths, protocolVersion } from '../protocol/protocol.ts';
import { type EventsResponse, eventsRequest, handRequest } from '../protocol/requests.ts';
import { type Learner, learnerOf, ownerOf } from '../room/state.ts';
import { type App, bearerAs, bodyOf, type Desk, type Request } from './context.ts';
import { Refused } from './refused.ts';
import type { Room } from './room.ts';
import { streamTo, streamView } from './streams.ts';

/** Streams that one learner may have: one, and those that nobody told us of that they broke. */
const streamsOfLearner = 5;

/** What a learner says and hears, once they have joined. */
export function learnerRoutes(app: App, desk: Desk): void {
  const { room, presence } = desk;

  app.post(paths.events, async (request) => {
    const { learner } = spendAs(request, desk);
    const { run, now, first, events } = await bodyOf(request, eventsRequest);
    await ownRun(room, learner, run);
    const [begin] = events;
    // What follows could not be understood without it.
    if (first === 1 && !(begin?.type === 'run-started' && begin.run === run)) throw new Refused('malformed');
    if (first > stored(room, learner, run) + 1) await room.caughtUp();
    const head = stored(room, learner, run);
    if (first > head + 1) throw new Refused('gap', { next: head + 1 });
    const fresh = events.slice(head + 1 - first);
    if (fresh.length > 0) await room.store(run, head + 1, fresh, now - room.now());
    const response: EventsResponse = {
      v: protocolVersion,
      next: Math.max(head, first + events.length - 1) + 1,
    };
    return request.json(response);
  });

  app.get(paths.view, async (request) => {
    const { learner } = spendAs(request, desk);
    await learnerNow(room, learner);
    if (presence.streams(learner) >= streamsOfLearner) throw new Refused('too-many-requests', { wait: 30 });
    return streamTo(request, async (reader) => {
      presence.came(learner);
      try {
        await streamView(reader, room, learner);
      } finally {
        presence.went(learner);
      }
    });
  });

  app.post(paths.hand, async (request) => {
    const { learner } = spendAs(request, desk);
    const asked = await bodyOf(request, handRequest);
    await learnerNow(room, learner);
    const own = room.state.hands.find((hand) => hand.learner === learner);
    const isUp = own?.hand === asked.hand;
    if (asked.raised && !isUp) {
      const { v: _, raised: __, ...hand } = asked;
      await room.say({ type: 'hand-raised', learner, ...hand });
    } else if (!asked.raised && isUp) await room.say({ type: 'hand-lowered', hand: asked.hand });
    return request.json({ v: protocolVersion });
  });
}

function spendAs(request: Request, desk: Desk) {
  const bearer = bearerAs(request, desk, ['learner']);
  const wait = desk.budget.spend(bearer.learner);
  if (wait > 0) throw new Refused('too-many-requests', { wait });
  return bearer;
}

/** A learner of this room, who may have joined by another of its servers just now. @throws Refused */
async function learnerNow(room: Room, id: string): Promise<Learner> {
  if (!learnerOf(room.state, id)) await room.caughtUp();
  const learner = learnerOf(room.state, id);
  if (!learner) throw new Refused('unknown-run');
  return learner;
}

async function ownRun(room: Room, learner: string, run: string): Promise<void> {
  await learnerNow(room, learner);
  if (!ownerOf(room.state, run)) await room.caughtUp();
  const owner = ownerOf(room.state, run);
  if (!owner) throw new Refused('unknown-run');
  if (owner.id !== learner) throw new Refused('not-allowed');
}

/** The number of the last event of a run that the state has. */
function stored({ state }: Room, learner: string, run: string): number {
  return learnerOf(state, learner)?.runs[run]?.seq ?? 0;
}
