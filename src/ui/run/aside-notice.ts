import type { Entry } from '../../engine/events.ts';
import { sayReason } from '../../engine/reasons/say.ts';
import type { Session } from '../../runner/session.ts';
import type { RunView } from './view.ts';

/** What is said of a command of the learner's own that did not end well. */
export function asideNotice(
  { exit, reason, ending }: Extract<Entry, { type: 'aside-ended' }>,
  session: Session,
): RunView['notice'] {
  if (reason) return () => sayReason(reason, session.state.language);
  if (exit === 0 && !ending) return undefined;
  return (say) => say.output.asideEnded(ending ? null : exit);
}
