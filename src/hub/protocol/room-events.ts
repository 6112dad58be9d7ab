import * as z from 'zod';
import { limits } from './protocol.ts';
import { harmlessLine, harmlessLines, id } from './text.ts';

/** A text by language, English at least. */
const titles = z.object({
  en: harmlessLine(200),
  fr: harmlessLine(200).optional(),
  zh: harmlessLine(200).optional(),
});
export type Titles = z.output<typeof titles>;

export const roomLesson = z.object({
  id,
  version: harmlessLine(40),
  titles,
  steps: z.array(z.object({ id, titles })).max(500),
});
/** The lesson that a room is about. */
export type RoomLesson = z.output<typeof roomLesson>;

/** A hand that went up, and what the learner sends with it so that one can help: nothing else of their output leaves their machine. */
export const raisedHand = z.object({
  /** Made up by the learner's program: the same hand, sent twice, is one hand. */
  hand: id,
  step: id.nullable(),
  /** The command that was run last, and the last lines that it printed, secrets masked. */
  command: harmlessLines(limits.message),
  output: z.array(harmlessLine(limits.outputLine)).max(limits.outputLines),
});

/** What the room itself says, in its log under the source `room`. */
export const roomEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('room-opened'), lesson: roomLesson }),
  /** A learner came with a run; or, known already, with another run, which is then the one that counts. */
  z.object({ type: z.literal('learner-joined'), learner: id, name: harmlessLine(limits.name), run: id }),
  /** Who is connected to one of the room's servers now. Each says it once a minute, too: one that does not is dead. */
  z.object({ type: z.literal('presence'), server: id, came: z.array(id), went: z.array(id) }),
  /** Nobody goes past this step; null: everybody at their own pace. */
  z.object({ type: z.literal('gate-set'), step: id.nullable() }),
  z.object({ type: z.literal('paused'), on: z.boolean() }),
  /** To one learner, or to all. */
  z.object({ type: z.literal('message'), id, to: id.nullable(), text: harmlessLines(limits.message) }),
  /** "Are you still there?": asks for a learner's attention without words. */
  z.object({ type: z.literal('nudge'), id, to: id }),
  /** Everyone to this step: each learner is offered that the steps before it are done for them. */
  z.object({ type: z.literal('catch-up'), id, step: id }),
  z.object({ type: z.literal('hand-raised'), learner: id, ...raisedHand.shape }),
  z.object({ type: z.literal('hand-lowered'), hand: id }),
  z.object({ type: z.literal('room-ended') }),
]);
export type RoomEvent = z.output<typeof roomEvent>;
