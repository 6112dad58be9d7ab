import type { ClassRoom, RoomView } from '../../src/ui/run/room/class-room.ts';

/** A room as the screen of a run is shown one, without a server. */
export function classRoom(changes: Partial<RoomView> = {}): ClassRoom {
  const seen = new Set(['welcome']);
  const listeners = new Set<() => void>();
  let handUp = false;
  const turn = (isUp: boolean) => {
    handUp = isUp;
    for (const listener of listeners) listener();
  };
  return {
    name: 'Anna',
    again: 'pilotage join http://room.example/j/K7M-3QX',
    connection: 'connected',
    get handUp() {
      return handUp;
    },
    unsent: 2,
    view: {
      ...{ gate: null, paused: false, ended: false, nudge: null, catchUp: null, hand: null },
      messages: [{ id: 'm1', at: Date.UTC(2026, 0, 1, 12), text: 'Coffee at eleven', toAll: true }],
      ...changes,
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    seen: (ids) => {
      for (const id of ids) seen.add(id);
    },
    isSeen: (id) => seen.has(id),
    raiseHand: () => turn(true),
    lowerHand: () => turn(false),
  };
}
