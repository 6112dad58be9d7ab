import { randomUUID } from 'node:crypto';
import type { RoomLesson } from '../../../src/hub/protocol/room-events.ts';
import type { SharedEvent } from '../../../src/hub/protocol/run-events.ts';
import type { Room } from '../../../src/hub/server/room.ts';

/** One simulated learner: how far they are, and what they say next. */
export interface SimulatedLearner {
  readonly id: string;
  readonly run: string;
  seq: number;
  step: number;
}

export function simulatedLesson(steps: number): RoomLesson {
  return {
    id: 'simulated',
    version: '1.0.0',
    titles: { en: 'Simulated workshop' },
    steps: Array.from({ length: steps }, (_, step) => ({
      id: `step-${step + 1}`,
      titles: { en: `Step ${step + 1}` },
    })),
  };
}

/** A learner comes into the room, and their run begins. */
export async function join(room: Room, lesson: RoomLesson, name: string): Promise<SimulatedLearner> {
  const learner = { id: randomUUID(), run: randomUUID(), seq: 0, step: -1 };
  await room.say({ type: 'learner-joined', learner: learner.id, name, run: learner.run });
  const plan = lesson.steps.map(({ id }) => ({
    ...{ id, applies: true, command: true, untilChecks: false, looks: false, checks: [false] },
  }));
  const { id, version } = lesson;
  await tell(room, learner, [
    { type: 'run-started', run: learner.run, lesson: id, version, cluster: 'practice', language: 'en', plan },
  ]);
  return learner;
}

type Untimed<Event> = Event extends unknown ? Omit<Event, 'at'> : never;
export type Said = Untimed<SharedEvent>;

export async function tell(
  room: Room,
  learner: SimulatedLearner,
  events: readonly Said[],
  at = room.now(),
): Promise<void> {
  const told = events.map((event) => ({ ...event, at: new Date(at).toISOString() }) as SharedEvent);
  await room.store(learner.run, learner.seq + 1, told, 0);
  learner.seq += events.length;
}

/** The learner does the step that they are at, and opens the next one. */
export function goesOn(learner: SimulatedLearner, { steps }: RoomLesson): Said[] {
  const step = steps[learner.step]?.id;
  const next = steps[++learner.step]?.id;
  const done: Said[] =
    step === undefined
      ? []
      : [
          { type: 'command-started', step },
          { type: 'command-ended', step, exit: 0, ms: 1200 },
          { type: 'verdict', step, check: 0, verdict: { verdict: 'green' } },
        ];
  return next === undefined ? done : [...done, { type: 'step-opened', step: next }];
}
