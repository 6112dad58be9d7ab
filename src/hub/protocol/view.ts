import * as z from 'zod';
import { id } from './text.ts';

const said = z.object({ id, at: z.number(), text: z.string(), toAll: z.boolean() });

/**
 * What one learner is told of the room: the whole of it each time, so that nothing is lost with a connection and
 * nothing counts twice. It names no other learner.
 */
export const learnerView = z.object({
  /** Of the log entry that it was made at. */
  position: z.int(),
  /** The last step that is open; null: all are. */
  gate: id.nullable(),
  paused: z.boolean(),
  ended: z.boolean(),
  /** The latest, oldest first. */
  messages: z.array(said),
  /** The last nudge. */
  nudge: z.object({ id, at: z.number() }).nullable(),
  /** The step that everyone is called to. */
  catchUp: z.object({ id, step: id }).nullable(),
  /** The learner's own raised hand, and how many are before it. */
  hand: z.object({ hand: id, before: z.int() }).nullable(),
});
export type LearnerView = z.output<typeof learnerView>;
