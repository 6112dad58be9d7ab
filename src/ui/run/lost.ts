import { sayReason } from '../../engine/reasons/say.ts';
import { lostSteps } from '../../engine/select.ts';
import type { RunState } from '../../engine/state.ts';
import type { Lesson } from '../../lesson/load.ts';
import { keyName } from '../footer.ts';
import type { Messages } from '../i18n/messages.ts';
import { titleOf } from './section.ts';

/** Which finished steps do not hold any more; of the first of them, why. */
export function sayLost(lesson: Lesson, state: RunState, say: Messages): string {
  const lost = lostSteps(state);
  const [first] = lost;
  if (!first) return '';
  const why = first.reason?.cause;
  return say.lost(
    titleOf(lesson, first, state.language),
    why ? sayReason(why, state.language) : '',
    lost.length - 1,
    keyName('mend', say),
  );
}
