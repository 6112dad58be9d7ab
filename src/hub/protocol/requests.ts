import * as z from 'zod';
import { limits, protocolVersion } from './protocol.ts';
import { raisedHand, roomLesson } from './room-events.ts';
import { sharedEvent } from './run-events.ts';
import { harmlessLine, harmlessLines, id } from './text.ts';

const v = { v: z.literal(protocolVersion) };

export const joinRequest = z.object({
  ...v,
  /** As it was read out; not asked for where the request has the learner's token already. */
  code: z.string().max(40).optional(),
  name: harmlessLine(limits.name).pipe(z.string().min(1)),
  /**
   * The run that the learner comes with. Without one they only hear what the room is about, so that they can begin it;
   * nobody sees them in the room before they come again with it.
   */
  run: z.object({ id, lesson: id }).optional(),
});
export type JoinRequest = z.input<typeof joinRequest>;

export const joinResponse = z.object({ ...v, room: id, learner: id, token: z.string(), lesson: roomLesson });
export type JoinResponse = z.output<typeof joinResponse>;

export const eventsRequest = z.object({
  ...v,
  run: id,
  /** Milliseconds since the epoch when this is sent: by it, what the learner's clock says is put right. */
  now: z.number(),
  /** The number of the first event; the others follow without gaps. */
  first: z.int().min(1).max(limits.eventsOfRun),
  events: z.array(sharedEvent).min(1).max(limits.batch),
});
export type EventsRequest = z.input<typeof eventsRequest>;

/** `next`: the number of the event that the room needs next; all before it are stored for good. */
export const eventsResponse = z.object({ ...v, next: z.int().min(1) });
export type EventsResponse = z.output<typeof eventsResponse>;

/** The same hand may be sent again: it is raised, or lowered, once. */
export const handRequest = z.discriminatedUnion('raised', [
  z.object({ ...v, raised: z.literal(true), ...raisedHand.shape }),
  z.object({ ...v, raised: z.literal(false), hand: id }),
]);
export type HandRequest = z.input<typeof handRequest>;

/** It was done. */
export const done = z.object(v);

/** What an instructor asks for; the starred ones an assistant may, too. `id` is made up: sent twice, it is done once. */
export const commandRequest = z.discriminatedUnion('type', [
  z.object({ ...v, type: z.literal('gate-set'), step: id.nullable() }),
  z.object({ ...v, type: z.literal('paused'), on: z.boolean() }),
  /** * */
  z.object({
    ...v,
    type: z.literal('message'),
    id,
    to: id.nullable(),
    text: harmlessLines(limits.message).pipe(z.string().min(1)),
  }),
  /** * */
  z.object({ ...v, type: z.literal('nudge'), id, to: id }),
  z.object({ ...v, type: z.literal('catch-up'), id, step: id }),
  /** * */
  z.object({ ...v, type: z.literal('hand-lowered'), hand: id }),
  z.object({ ...v, type: z.literal('room-ended') }),
]);
export type CommandRequest = z.input<typeof commandRequest>;

/** Why the room refuses something; the status of the answer says what kind of trouble it is. */
export const refusals = [
  'malformed',
  'too-large',
  'too-many-requests',
  'locked-out',
  'wrong-code',
  'wrong-token',
  'not-allowed',
  'other-lesson',
  'room-full',
  'room-ended',
  /** The run is not this learner's, or the room does not know it yet: join with it. */
  'unknown-run',
  /** Events between what is stored and what was sent are missing: `next` says from which number to send. */
  'gap',
  'unknown-version',
  'other-origin',
  'not-found',
  'not-ready',
] as const;
export type Refusal = (typeof refusals)[number];

export const refusalResponse = z.object({
  ...v,
  error: z.enum(refusals),
  /** With `gap`. */
  next: z.int().optional(),
  /** With what may be tried again later: seconds. */
  wait: z.number().optional(),
});
export type RefusalResponse = z.output<typeof refusalResponse>;
