import type { ClusterNote } from '../../cluster/types.ts';
import { currentStep } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';
import { clip, harmless, sentences } from '../text.ts';
import { sayNotes } from './cluster-notes.ts';
import { titleOf } from './section.ts';
import type { RunView } from './view.ts';

/** What somebody is told of the run's cluster, and of their run when they come back to it; once. */
export function greeting(session: Session, notes: readonly ClusterNote[]): RunView['notice'] {
  const { resumed, cut, interrupted, aside } = session.opening;
  if (!resumed) return notes.length === 0 ? undefined : (say) => sentences(sayNotes(notes, say));
  const step = currentStep(session.state);
  return (say) =>
    sentences([
      say.resumed(step ? titleOf(session.lesson, step, session.state.language) : ''),
      ...(interrupted ? [say.interrupted] : []),
      ...(aside === undefined ? [] : [say.output.asideLost(clip(harmless(aside), 40))]),
      ...(cut ? [say.journalCut] : []),
      ...sayNotes(notes, say),
    ]);
}
