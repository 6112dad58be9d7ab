import { currentStep } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';
import { titleOf } from './section.ts';
import type { RunView } from './view.ts';

/** What somebody who comes back is told, once. */
export function greeting(session: Session): RunView['notice'] {
  const { resumed, cut, interrupted } = session.opening;
  if (!resumed) return undefined;
  const step = currentStep(session.state);
  return (say) =>
    [
      say.resumed(step ? titleOf(session.lesson, step, session.state.language) : ''),
      ...(interrupted ? [say.interrupted] : []),
      ...(cut ? [say.journalCut] : []),
    ].join(' ');
}
