import type { Entry } from '../../engine/events.ts';
import type { Reason } from '../../engine/reasons/reasons.ts';
import type { SharedEvent } from '../protocol/run-events.ts';

/** As the run's own journal had it, with nothing in the place of what was not sent. */
export function runEntry(seq: number, at: number, event: SharedEvent): Entry {
  const base = { seq, at: new Date(at).toISOString() };
  switch (event.type) {
    case 'command-started':
    case 'aside-started':
      return { ...event, ...base, command: '' } as Entry;
    case 'command-ended':
    case 'aside-ended': {
      const { reason, ending, step, type, exit, ms } = event;
      return {
        ...{ type, step, exit, ms, tail: [] },
        ...(ending ? { ending } : {}),
        ...(reason ? { reason: reason as Reason } : {}),
        ...base,
      };
    }
    case 'verdict':
    case 'step-regressed':
      // Which reasons there are is for the catalogues: one that is not known is shown by its id.
      return { ...event, ...base } as Entry;
    case 'objects-touched':
      return { ...event, ...base, created: [], changed: [] };
    default:
      return { ...event, ...base } as Entry;
  }
}
