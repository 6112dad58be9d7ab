import * as z from 'zod';
import { languages } from '../../base/languages.ts';
import type { Event } from '../../engine/events.ts';
import { limits } from './protocol.ts';
import { harmlessLine, id } from './text.ts';

/**
 * What the room hears of a run: the events of its journal, all of them and in their order, without what was typed, what
 * was printed and what was changed in the cluster. `reduce` of the engine takes them as it takes a journal's.
 */

const value = z.union([harmlessLine(limits.value), z.number(), z.boolean(), z.null()]);

interface SharedReason {
  readonly id: string;
  readonly params: Readonly<Record<string, z.output<typeof value>>>;
  readonly cause?: SharedReason | undefined;
}

const reasonShape = { id, params: z.record(id, value) };
/** A reason and its causes, of which there are never many. */
const reason: z.ZodType<SharedReason> = [1, 2, 3, 4].reduce<z.ZodType<SharedReason>>(
  (cause) => z.object({ ...reasonShape, cause: cause.optional() }),
  z.object(reasonShape),
);

const count = z.int().min(0).max(10_000);
const step = { step: id };
/** What was done for a learner who goes to another step says nothing of how they get on. */
const onTheWay = { onTheWay: z.literal(true).optional() };
const exit = z.int().min(-1).max(255).nullable();
const ended = {
  ...step,
  exit,
  ms: z.number().min(0),
  ending: z.enum(['cancelled', 'timeout', 'checks', 'lost']).optional(),
  reason: reason.optional(),
};
const language = z.enum(languages);

const verdict = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('pending') }),
  z.object({ verdict: z.literal('green') }),
  z.object({ verdict: z.literal('red'), reason }),
]);

const plan = z
  .array(
    z.object({
      id,
      applies: z.boolean(),
      command: z.boolean(),
      untilChecks: z.boolean(),
      looks: z.boolean(),
      checks: z.array(z.boolean()).max(100),
    }),
  )
  .max(500);

const at = { at: z.iso.datetime() };

function event<Type extends Event['type'], Shape extends z.ZodRawShape>(type: Type, shape: Shape) {
  return z.object({ type: z.literal(type), ...at, ...shape });
}

export const sharedEvent = z.discriminatedUnion('type', [
  event('run-started', {
    run: id,
    lesson: id,
    version: harmlessLine(40),
    /** Its kind alone: the name of a context is the learner's. */
    cluster: z.enum(['practice', 'minikube', 'context']),
    language,
    plan,
  }),
  event('run-resumed', {}),
  event('plan-changed', { version: harmlessLine(40), plan }),
  event('step-opened', step),
  event('step-skipped', step),
  event('step-read', { ...step, ...onTheWay }),
  event('command-started', { ...step, ...onTheWay }),
  event('command-ended', ended),
  event('stop-requested', step),
  event('aside-started', step),
  event('aside-ended', ended),
  event('verdict', { ...step, check: count, verdict }),
  event('check-timed-out', { ...step, check: count }),
  event('step-reset', step),
  event('step-regressed', { ...step, reason }),
  event('objects-touched', step),
  event('hint-shown', step),
  event('question-answered', { ...step, question: id, choice: count, right: z.boolean() }),
  event('language-changed', { language }),
  event('limit-set', { until: id.nullable() }),
  event('shell-opened', {}),
  event('shell-closed', {}),
  event('run-left', {}),
]);

/** An event of a run as the room has it, `at` by the learner's clock. Its number is that of the journal. */
export type SharedEvent = z.output<typeof sharedEvent>;
