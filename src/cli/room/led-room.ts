import { randomUUID } from 'node:crypto';
import { currentStep } from '../../engine/select.ts';
import { glance, runOf, verdictsNow } from '../../hub/room/select.ts';
import { learnerOf } from '../../hub/room/state.ts';
import type { LedRoom } from '../../ui/lead/led-room.ts';
import { joinUrl, pageUrl, qrLines } from './invitation.ts';
import type { OpenRoom } from './open-room.ts';

/** The room of a server within this process, as its instructor's screen needs it. */
export function ledRoom(open: OpenRoom): LedRoom {
  const { room, keys } = open.server;
  const [address = ''] = open.addresses;
  return {
    code: keys.code,
    keptDays: open.keep,
    addresses: open.addresses.map((one) => joinUrl(one, keys.code)),
    pages: {
      instructor: pageUrl(address, keys.tokenOf('instructor')),
      assistant: pageUrl(address, keys.tokenOf('assistant')),
      projector: pageUrl(address, keys.tokenOf('projector')),
    },
    qr: qrLines(joinUrl(address, keys.code)),
    get now() {
      const { gate, paused, ended, hands } = room.state;
      return { gate, paused, ended, hands, ...glance(room.state, room.now()) };
    },
    learner(id) {
      const learner = learnerOf(room.state, id);
      if (!learner) return undefined;
      const run = runOf(learner);
      const step = run && currentStep(run);
      return {
        verdicts: verdictsNow(learner),
        hints: step?.hints ?? 0,
        attempts: step?.attempts ?? 0,
        hand: room.state.hands.find((hand) => hand.learner === id),
      };
    },
    subscribe: (listener) => room.subscribe(listener),
    setGate: (step) => room.say({ type: 'gate-set', step }),
    setPaused: (on) => room.say({ type: 'paused', on }),
    message: (to, text) => room.say({ type: 'message', id: randomUUID(), to, text }),
    nudge: (to) => room.say({ type: 'nudge', id: randomUUID(), to }),
    everyoneTo: (step) => room.say({ type: 'catch-up', id: randomUUID(), step }),
    lowerHand: (hand) => room.say({ type: 'hand-lowered', hand }),
    end: () => room.say({ type: 'room-ended' }),
  };
}
