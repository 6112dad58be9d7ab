import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { Entries, Snapshot } from '../protocol/log-stream.ts';
import { heartbeat, type Role } from '../protocol/protocol.ts';
import { learnerView } from '../room/learner-view.ts';
import { nameless, namelessEntry } from '../room/nameless.ts';
import type { Desk, Request } from './context.ts';
import type { Room } from './room.ts';
import { Waker } from './waker.ts';

/** Entries that come within this time go to a page together. */
const gather = 40;
/** How long a reader may take for what was sent, before it counts as gone. */
const patience = 30_000;

/** A room, and what opens it. */
type Place = Pick<Desk, 'room' | 'keys'>;

export interface Reader {
  readonly stream: SSEStreamingApi;
  /** Ends the connection at once, whatever is still to be sent. */
  readonly drop: () => void;
}

/** Answers with server-sent events. A proxy must not gather them: nginx does, where it is not told. */
export function streamTo(request: Request, send: (to: Reader) => Promise<void>): Response {
  request.header('X-Accel-Buffering', 'no');
  const drop = () => request.env.outgoing.destroy();
  return streamSSE(request, (stream) => send({ stream, drop }));
}

/** Sends a learner all that they must know of the room, now and whenever that changes. */
export async function streamView(to: Reader, room: Room, learner: string): Promise<void> {
  let sent = '';
  await follow(to, room, { forLearners: true }, async () => {
    const { position, ...view } = learnerView(room.state, learner);
    const text = JSON.stringify(view);
    if (text === sent) return;
    sent = text;
    await write(to, 'view', position, JSON.stringify({ position, ...view }));
  });
}

/** Sends an instructor the state of the room, and from then on its log; from `after`, where that is still at hand. */
export async function streamLog(
  to: Reader,
  place: Place,
  role: Role,
  after: number | undefined,
): Promise<void> {
  const { room } = place;
  let position = after;
  await follow(to, room, { forLearners: false }, async () => {
    if (position !== undefined) await to.stream.sleep(gather);
    const entries = position === undefined ? undefined : room.since(position);
    if (entries === undefined) {
      position = room.state.position;
      await write(to, 'snapshot', position, JSON.stringify(snapshotFor(place, role)));
    } else if (entries.length > 0) {
      position = entries.at(-1)?.position ?? position ?? 0;
      const shown = role === 'projector' ? entries.flatMap((entry) => namelessEntry(entry) ?? []) : entries;
      const bare = shown.map(({ source, seq, at, position: place, body }) => ({
        ...{ source, seq, at, position: place, body },
      }));
      const message: Entries = { now: room.now(), entries: bare };
      if (bare.length > 0) await write(to, 'entries', position, JSON.stringify(message));
    }
  });
}

export function snapshotFor({ room, keys }: Place, role: Role): Snapshot {
  const { state } = room;
  return {
    role,
    now: room.now(),
    state: role === 'projector' ? nameless(state) : state,
    code: keys.code,
    ...(role === 'instructor'
      ? { tokens: { assistant: keys.tokenOf('assistant'), projector: keys.tokenOf('projector') } }
      : {}),
  };
}

/** Calls `send` now, and after changes until the reader is gone; between them shows that the stream lives. */
async function follow(
  to: Reader,
  room: Room,
  { forLearners: onlyForLearners }: { forLearners: boolean },
  send: () => Promise<void>,
): Promise<void> {
  const { stream } = to;
  const waker = new Waker();
  const unsubscribe = room.subscribe((forLearners) => {
    if (forLearners || !onlyForLearners) waker.wake();
  });
  stream.onAbort(() => waker.wake());
  try {
    await send();
    while (!stream.aborted && !stream.closed && !room.closed) {
      const woken = await waker.sleep(heartbeat);
      if (stream.aborted || stream.closed || room.closed) return;
      if (woken) await send();
      else await inTime(to, stream.write(':\n\n'));
    }
  } finally {
    unsubscribe();
  }
}

function write(to: Reader, event: string, position: number, data: string): Promise<void> {
  return inTime(to, to.stream.writeSSE({ event, id: String(position), data }));
}

/** One that does not read holds nothing but this one message, and not for long. */
async function inTime({ drop }: Reader, written: Promise<unknown>): Promise<void> {
  const timer = setTimeout(drop, patience);
  try {
    await written;
  } finally {
    clearTimeout(timer);
  }
}
