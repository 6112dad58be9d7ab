import type { ClassFigures } from '../../engine/figures.ts';
import { joined, type Passage, passagesOf } from '../../engine/passages.ts';
import type { RoomEvent, Titles } from '../protocol/room-events.ts';
import type { SharedEvent } from '../protocol/run-events.ts';
import { oneLine } from '../protocol/text.ts';
import { type RoomEntry, reduceAll } from '../room/reduce.ts';
import { runEntry } from '../room/run-entry.ts';
import { emptyRoom, type RoomState } from '../room/state.ts';
import { roomSource } from '../store/event-log.ts';
import { learnerFigures } from './learner.ts';
import { stepFigures, type Walk } from './step.ts';
import { ranked } from './trouble.ts';

/**
 * What a class did, counted from the whole log of its room. Undefined where the room was never opened.
 *
 * A learner who came with several runs is one learner: what they did first counts, and what they tried before that.
 */
export function figuresOf(room: string, entries: readonly RoomEntry[]): ClassFigures | undefined {
  const state = reduceAll(emptyRoom(room), entries);
  const { lesson } = state;
  if (!lesson) return undefined;
  const walks = walksOf(state, entries);
  const lastAt = entries.reduce((last, { at }) => Math.max(last, at), state.openedAt);
  return {
    room,
    lesson: { id: lesson.id, version: oneLine(lesson.version, 40), titles: harmless(lesson.titles) },
    openedAt: state.openedAt,
    lastAt,
    ended: state.ended,
    steps: ranked(
      lesson.steps.map(({ id, titles }, index) => stepFigures(id, harmless(titles), index, walks)),
    ),
    learners: walks.map((walk, index) => learnerFigures(walk, lesson.steps, state.learners[index])),
  };
}

/** Each learner's way through the lesson. */
function walksOf(state: RoomState, entries: readonly RoomEntry[]): Walk[] {
  const steps = state.lesson?.steps ?? [];
  const pauses = pausesOf(entries);
  const events = Map.groupBy(entries, ({ source }) => source);
  const hands = entries.flatMap(({ source, body }) => {
    const event = body as RoomEvent;
    return source === roomSource && event.type === 'hand-raised' ? [event] : [];
  });
  return state.learners.map(({ id, came }) => {
    const runs = came.map((run) => {
      const known = (events.get(run) ?? []).toSorted((a, b) => a.seq - b.seq);
      const begin = (known[0]?.body as SharedEvent | undefined)?.type;
      // The room takes no other; a log that somebody mended by hand may have lost it.
      if (begin !== 'run-started') return new Map<string, Passage>();
      return passagesOf(
        known.map(({ seq, at, body }) => runEntry(seq, at, body as SharedEvent)),
        pauses,
      );
    });
    const own = hands.filter(({ learner }) => learner === id);
    return {
      passages: steps.map((step) => ({
        ...joined(runs.flatMap((run) => run.get(step.id) ?? [])),
        hand: own.some((hand) => hand.step === step.id),
      })),
      hands: own.length,
    };
  });
}

/** When the class was paused, by the room's clock. */
function pausesOf(entries: readonly RoomEntry[]) {
  const pauses: { from: number; to: number }[] = [];
  let from: number | undefined;
  for (const { source, at, body } of entries) {
    const event = body as RoomEvent;
    if (source !== roomSource || event.type !== 'paused') continue;
    if (event.on) from ??= at;
    else if (from !== undefined) {
      pauses.push({ from, to: at });
      from = undefined;
    }
  }
  return from === undefined ? pauses : [...pauses, { from, to: Number.POSITIVE_INFINITY }];
}

function harmless({ en, fr, zh }: Titles): ClassFigures['lesson']['titles'] {
  const line = (text: string | undefined) => (text === undefined ? undefined : oneLine(text, 200));
  return { en: oneLine(en, 200), fr: line(fr), zh: line(zh) };
}
