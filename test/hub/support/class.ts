import type { Reason } from '../../../src/engine/reasons/reasons.ts';
import type { RoomEvent, RoomLesson } from '../../../src/hub/protocol/room-events.ts';
import type { Entry, EventLog } from '../../../src/hub/store/event-log.ts';

/** When the class began. */
export const nine = Date.parse('2026-11-20T09:00:00Z');

export const harbour: RoomLesson = {
  id: 'harbour',
  version: '1.0.0',
  titles: { en: 'Harbour', fr: 'Le port', zh: '港口' },
  steps: [
    { id: 'look', titles: { en: 'Look around', fr: 'Regarder autour de soi' } },
    { id: 'build', titles: { en: 'Build the ship' } },
    { id: 'sail', titles: { en: 'Set sail' } },
  ],
};

const plan = [
  { id: 'look', applies: true, command: false, untilChecks: false, looks: false, checks: [] },
  { id: 'build', applies: true, command: true, untilChecks: false, looks: false, checks: [false] },
  { id: 'sail', applies: true, command: true, untilChecks: false, looks: false, checks: [false] },
];

/** What a learner did, as their program tells it; `after` are seconds since what was before. */
export class Way {
  readonly name: string;
  readonly run: string;
  readonly events: { readonly at: number; readonly body: Record<string, unknown> }[] = [];
  #at: number;

  constructor(name: string, run: string, from = 0) {
    this.name = name;
    this.run = run;
    this.#at = nine + from * 1000;
    this.tell(0, {
      type: 'run-started',
      ...{ run, lesson: 'harbour', version: '1.0.0', cluster: 'practice', language: 'en', plan },
    });
  }

  tell(after: number, body: Record<string, unknown>): this {
    this.#at += after * 1000;
    this.events.push({ at: this.#at, body: { ...body, at: new Date(this.#at).toISOString() } });
    return this;
  }

  open(step: string, after = 0): this {
    return this.tell(after, { type: 'step-opened', step });
  }

  read(step: string, after: number, mark = {}): this {
    return this.tell(after, { type: 'step-read', step, ...mark });
  }

  /** Its command goes well, and its check with it. */
  done(step: string, after: number, mark = {}): this {
    return this.tell(after, { type: 'command-started', step, ...mark })
      .tell(0, { type: 'command-ended', step, exit: 0, ms: 5 })
      .tell(0, { type: 'verdict', step, check: 0, verdict: { verdict: 'green' } });
  }

  failed(step: string, after: number, reason: Reason): this {
    return this.tell(after, { type: 'command-started', step })
      .tell(0, { type: 'command-ended', step, exit: 0, ms: 5 })
      .tell(0, { type: 'verdict', step, check: 0, verdict: { verdict: 'red', reason } })
      .tell(0, { type: 'check-timed-out', step, check: 0 });
  }
}

/** A room in a log: what it said itself, each at seconds after nine, and what its learners did. */
export async function hold(
  log: EventLog,
  room: string,
  ways: readonly Way[],
  said: readonly (readonly [number, RoomEvent])[] = [],
  lesson = harbour,
): Promise<void> {
  const joined = ways.map(({ name, run }): [number, RoomEvent] => [
    1,
    { type: 'learner-joined', learner: `learner-${run}`, name, run },
  ]);
  const own: (readonly [number, RoomEvent])[] = [[0, { type: 'room-opened', lesson }], ...joined, ...said];
  await log.append([
    ...own.map(
      ([after, body], index): Entry => ({
        room,
        source: 'room',
        seq: index + 1,
        at: nine + after * 1000,
        body,
      }),
    ),
    ...ways.flatMap(({ run, events }) =>
      events.map(({ at, body }, index): Entry => ({ room, source: run, seq: index + 1, at, body })),
    ),
  ]);
}

export function imageMissing(pod: string): Reason {
  return { id: 'image-missing', params: { pod, image: 'ship:v1' } };
}

/**
 * Five of a class, whose figures can be told by hand. Building the ship took Anna 60 s, Ben 200 s and Chen 80 s, for 100
 * of her 180 s the class was paused. Dora was carried to the last step. Emil left for an hour, came back, and gave up
 * after 400 s.
 */
export function fiveLearners(names: Partial<Record<'anna' | 'emil' | 'dora', string>> = {}) {
  const onTheWay = { onTheWay: true };
  const anna = new Way(names.anna ?? 'Anna', 'run-a')
    .open('look')
    .read('look', 10)
    .open('build')
    .done('build', 60)
    .open('sail')
    .done('sail', 30);
  const ben = new Way('Ben', 'run-b')
    .open('look')
    .read('look', 20)
    .open('build')
    .failed('build', 50, imageMissing('ship-1'))
    .tell(10, { type: 'hint-shown', step: 'build' })
    .failed('build', 40, imageMissing('ship-1'))
    .done('build', 100)
    .open('sail', 5)
    .done('sail', 40);
  const chen = new Way('Chen', 'run-c', 1000)
    .open('look')
    .read('look', 30)
    .open('build')
    .done('build', 180)
    .open('sail')
    .tell(15, { type: 'step-skipped', step: 'sail' });
  const dora = new Way(names.dora ?? 'Dora', 'run-d', 600)
    .open('look')
    .read('look', 0, onTheWay)
    .open('build')
    .done('build', 1, onTheWay)
    .open('sail')
    .done('sail', 50);
  const emil = new Way(names.emil ?? 'Emil', 'run-e')
    .open('look')
    .read('look', 40)
    .open('build')
    .failed('build', 300, imageMissing('ship-2'))
    .tell(60, { type: 'run-left' })
    .tell(3600, { type: 'run-resumed' })
    .tell(40, { type: 'run-left' });
  const said: [number, RoomEvent][] = [
    [1100, { type: 'paused', on: true }],
    [1200, { type: 'paused', on: false }],
    [
      320,
      {
        type: 'hand-raised',
        ...{ learner: 'learner-run-e', hand: 'h1', step: 'build', command: 'ls', output: [] },
      },
    ],
    [4200, { type: 'room-ended' }],
  ];
  return { ways: [anna, ben, chen, dora, emil], said };
}
