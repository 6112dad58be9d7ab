import stripAnsi from 'strip-ansi';
import type * as z from 'zod';
import type { Entry } from '../../engine/events.ts';
import type { Reason } from '../../engine/reasons/reasons.ts';
import { limits } from '../protocol/protocol.ts';
import type { sharedEvent } from '../protocol/run-events.ts';

/** An event of a run as it is sent. */
export type Sent = z.input<typeof sharedEvent>;

/** Hides secrets in a text. */
export type Mask = (text: string) => string;

/** Parameters of reasons that are what somebody's program printed, or what they set a variable to: these stay here. */
const printed: readonly string[] = ['line', 'value'];

/**
 * What the room hears of an event of the journal: which step, how it ended, what a check says. Never a command, never
 * its output, never an object's name but where a check says that something is wrong with it.
 */
export function share(entry: Entry, mask: Mask): Sent {
  const { at } = entry;
  switch (entry.type) {
    case 'run-started': {
      const { type, run, lesson, version, language, plan } = entry;
      return {
        type,
        at,
        run,
        lesson,
        version,
        language,
        plan: plan.map(bare),
        cluster: kindOf(entry.cluster),
      };
    }
    case 'plan-changed':
      return { type: entry.type, at, version: entry.version, plan: entry.plan.map(bare) };
    case 'command-started':
    case 'step-read':
      return { type: entry.type, at, step: entry.step, ...(entry.onTheWay ? { onTheWay: true } : {}) };
    case 'aside-started':
    case 'objects-touched':
      return { type: entry.type, at, step: entry.step };
    case 'command-ended':
    case 'aside-ended': {
      const { type, step, exit, ms, ending, reason } = entry;
      return {
        ...{ type, at, step, exit, ms },
        ...(ending ? { ending } : {}),
        ...(reason ? { reason: shareReason(reason, mask) } : {}),
      };
    }
    case 'verdict': {
      const { type, step, check, verdict } = entry;
      return {
        ...{ type, at, step, check },
        verdict:
          verdict.verdict === 'red'
            ? { verdict: 'red', reason: shareReason(verdict.reason, mask) }
            : { verdict: verdict.verdict },
      };
    }
    case 'step-regressed':
      return { type: entry.type, at, step: entry.step, reason: shareReason(entry.reason, mask) };
    case 'question-answered': {
      const { type, step, question, choice, right } = entry;
      return { type, at, step, question, choice, right };
    }
    case 'check-timed-out':
      return { type: entry.type, at, step: entry.step, check: entry.check };
    case 'language-changed':
      return { type: entry.type, at, language: entry.language };
    case 'limit-set':
      return { type: entry.type, at, until: entry.until };
    case 'step-opened':
    case 'step-skipped':
    case 'stop-requested':
    case 'step-reset':
    case 'hint-shown':
      return { type: entry.type, at, step: entry.step };
    case 'run-resumed':
    case 'shell-opened':
    case 'shell-closed':
    case 'run-left':
      return { type: entry.type, at };
  }
}

type Plan = Extract<Entry, { type: 'run-started' }>['plan'][number];

function bare({ id, applies, command, untilChecks, looks, checks }: Plan) {
  return { id, applies, command, untilChecks, looks, checks: [...checks] };
}

function kindOf(cluster: string): 'practice' | 'minikube' | 'context' {
  if (cluster.startsWith('context:')) return 'context';
  return cluster.startsWith('minikube') ? 'minikube' : 'practice';
}

function shareReason(
  { id, params, cause }: Reason,
  mask: Mask,
): Extract<Sent, { type: 'step-regressed' }>['reason'] {
  const shown = Object.entries(params).map(([name, value]): [string, string | number | boolean | null] => {
    if (typeof value !== 'string') return [name, value];
    return [name, printed.includes(name) ? '' : mask(stripAnsi(value)).slice(0, limits.value)];
  });
  return { id, params: Object.fromEntries(shown), ...(cause ? { cause: shareReason(cause, mask) } : {}) };
}
