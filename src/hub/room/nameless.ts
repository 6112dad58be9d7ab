import type { RoomEvent } from '../protocol/room-events.ts';
import type { RoomEntry } from './reduce.ts';
import type { RoomState } from './state.ts';

/** A room as everybody in it may see it on the wall: nobody's name, nobody's output, nothing said to one alone. */
export function nameless(state: RoomState): RoomState {
  return {
    ...state,
    learners: state.learners.map((learner) => ({ ...learner, name: '', nudge: null })),
    hands: state.hands.map((hand) => ({ ...hand, command: '', output: [] })),
    messages: state.messages.filter(({ to }) => to === null),
  };
}

/** The same of one entry of its log; undefined for what nobody else is to see. */
export function namelessEntry(entry: RoomEntry): RoomEntry | undefined {
  if (entry.source !== 'room') return entry;
  const body = entry.body as RoomEvent;
  switch (body.type) {
    case 'learner-joined':
      return { ...entry, body: { ...body, name: '' } };
    case 'hand-raised':
      return { ...entry, body: { ...body, command: '', output: [] } };
    case 'message':
      return body.to === null ? entry : undefined;
    case 'nudge':
      return undefined;
    default:
      return entry;
  }
}
