import { limits } from '../protocol/protocol.ts';
import type { LearnerView } from '../protocol/view.ts';
import { learnerOf, type RoomState } from './state.ts';

/** What one learner is told of the room. */
export function learnerView(state: RoomState, learner: string): LearnerView {
  const place = state.hands.findIndex((hand) => hand.learner === learner);
  const hand = state.hands[place];
  const { catchUp } = state;
  return {
    position: state.position,
    gate: state.gate,
    paused: state.paused,
    ended: state.ended,
    messages: state.messages
      .filter(({ to }) => to === null || to === learner)
      .slice(-limits.messagesShown)
      .map(({ id, at, text, to }) => ({ id, at, text, toAll: to === null })),
    nudge: learnerOf(state, learner)?.nudge ?? null,
    catchUp: catchUp && { id: catchUp.id, step: catchUp.step },
    hand: hand ? { hand: hand.hand, before: place } : null,
  };
}
