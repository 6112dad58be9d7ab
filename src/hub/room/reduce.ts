import type { RoomEvent } from '../protocol/room-events.ts';
import type { SharedEvent } from '../protocol/run-events.ts';
import { valueAt, withKey } from './index-tree.ts';
import { reduceLearner } from './reduce-learner.ts';
import { type Learner, learnerOf, ownerOf, type RoomState } from './state.ts';

/** As the log has it: an entry of a run or, with the source `room`, what the room itself said. */
export interface RoomEntry {
  readonly source: string;
  readonly seq: number;
  /** Milliseconds since the epoch, by the room's clock. */
  readonly at: number;
  readonly position: number;
  readonly body: unknown;
}

const roomSource = 'room';

/**
 * The state after one more entry of the log. Pure and total, as `reduce` of a run is: what makes no sense changes
 * nothing but the position. Bodies were checked by the server that took them, and are not again.
 */
export function reduceRoom(state: RoomState, entry: RoomEntry): RoomState {
  if (entry.position <= state.position) return state;
  const next =
    entry.source === roomSource
      ? { ...ofRoom(state, entry.body as RoomEvent, entry.at), seq: entry.seq }
      : ofRun(state, entry, entry.body as SharedEvent);
  return { ...next, position: entry.position };
}

export function reduceAll(state: RoomState, entries: Iterable<RoomEntry>): RoomState {
  let next = state;
  for (const entry of entries) next = reduceRoom(next, entry);
  return next;
}

function ofRun(state: RoomState, { source, seq, at }: RoomEntry, event: SharedEvent): RoomState {
  const index = valueAt(state.byRun, source);
  const learner = index === undefined ? undefined : state.learners[index];
  if (index === undefined || !learner) return state;
  return { ...state, learners: state.learners.with(index, reduceLearner(learner, source, seq, at, event)) };
}

function ofRoom(state: RoomState, event: RoomEvent, at: number): RoomState {
  switch (event.type) {
    case 'room-opened':
      return state.lesson ? state : { ...state, lesson: event.lesson, openedAt: at };
    case 'learner-joined':
      return joined(state, event, at);
    case 'presence':
      return presence(state, event, at);
    case 'gate-set':
      return { ...state, gate: event.step };
    case 'paused':
      return { ...state, paused: event.on };
    case 'message': {
      const { id, to, text } = event;
      if (state.messages.some((message) => message.id === id)) return state;
      return { ...state, messages: [...state.messages, { id, to, text, at }] };
    }
    case 'nudge':
      return withLearner(state, event.to, (learner) => ({ ...learner, nudge: { id: event.id, at } }));
    case 'catch-up':
      return state.catchUp?.id === event.id
        ? state
        : { ...state, gate: gateFor(state, event.step), catchUp: { id: event.id, step: event.step, at } };
    case 'hand-raised': {
      const { type: _, ...hand } = event;
      if (!learnerOf(state, hand.learner)) return state;
      const others = state.hands.filter(({ learner }) => learner !== hand.learner);
      const same = state.hands.find(({ hand: known }) => known === hand.hand);
      return same ? state : { ...state, hands: [...others, { ...hand, at }] };
    }
    case 'hand-lowered':
      return { ...state, hands: state.hands.filter(({ hand }) => hand !== event.hand) };
    case 'room-ended':
      return { ...state, ended: true };
  }
}

/** The gate once the class was called to a step: who is called somewhere must be let in there. */
function gateFor({ gate, lesson }: RoomState, step: string): string | null {
  const place = (id: string | null) => lesson?.steps.findIndex((one) => one.id === id) ?? -1;
  return gate !== null && place(step) > place(gate) ? step : gate;
}

function joined(
  state: RoomState,
  { learner, name, run }: Extract<RoomEvent, { type: 'learner-joined' }>,
  at: number,
): RoomState {
  const owner = ownerOf(state, run);
  // A run is whose it was first.
  if (owner && owner.id !== learner) return state;
  const index = valueAt(state.byId, learner);
  const known = index === undefined ? undefined : state.learners[index];
  if (index === undefined || !known) {
    const added: Learner = {
      id: learner,
      name,
      joinedAt: at,
      run,
      came: [run],
      runs: {},
      activeAt: at,
      server: null,
      serverAt: at,
      failing: null,
      nudge: null,
    };
    const place = state.learners.length;
    return {
      ...state,
      learners: [...state.learners, added],
      byId: withKey(state.byId, learner, place),
      byRun: withKey(state.byRun, run, place),
    };
  }
  if (known.run === run) return { ...state, learners: state.learners.with(index, { ...known, name }) };
  const again: Learner = { ...known, name, run, activeAt: at, failing: null };
  if (owner) return { ...state, learners: state.learners.with(index, again) };
  return {
    ...state,
    learners: state.learners.with(index, { ...again, came: [...known.came, run] }),
    byRun: withKey(state.byRun, run, index),
  };
}

function presence(
  state: RoomState,
  { server, came, went }: Extract<RoomEvent, { type: 'presence' }>,
  at: number,
): RoomState {
  // After a server has died, all of a class come at once: one copy for them all.
  const learners = [...state.learners];
  const change = (id: string, to: (learner: Learner) => Learner) => {
    const index = valueAt(state.byId, id);
    const learner = index === undefined ? undefined : learners[index];
    if (index !== undefined && learner) learners[index] = to(learner);
  };
  for (const id of came) change(id, (learner) => ({ ...learner, server, serverAt: at }));
  for (const id of went) {
    // Who came back by another server has not gone.
    change(id, (learner) =>
      learner.server === server ? { ...learner, server: null, serverAt: at } : learner,
    );
  }
  return { ...state, learners, servers: { ...state.servers, [server]: at } };
}

function withLearner(state: RoomState, id: string, change: (learner: Learner) => Learner): RoomState {
  const index = valueAt(state.byId, id);
  const learner = index === undefined ? undefined : state.learners[index];
  if (index === undefined || !learner) return state;
  return { ...state, learners: state.learners.with(index, change(learner)) };
}
