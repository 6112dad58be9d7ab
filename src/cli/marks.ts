import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BesideChoice } from '../ui/run/cluster/cluster-view.ts';
import type { Tour } from '../ui/tour.ts';

/** The tour, unless it was seen on this machine before. */
export function tourOnce(home: string): Tour | undefined {
  const mark = markOf(home, 'tour-seen');
  return mark.isSet() ? undefined : { seen: () => mark.set(true) };
}

/** Whether the learner wants no cluster beside the step, from one run to the next. */
export function besideChoice(home: string): BesideChoice {
  const mark = markOf(home, 'cluster-hidden');
  return { isHidden: mark.isSet(), remember: mark.set };
}

/** Something that is so, or not, for all runs of this machine. */
function markOf(home: string, name: string) {
  const file = join(home, name);
  return {
    isSet: () => existsSync(file),
    set: (isSo: boolean) => {
      try {
        mkdirSync(home, { recursive: true });
        if (isSo) writeFileSync(file, '');
        else rmSync(file, { force: true });
      } catch {
        // Then it is as before next time: no reason to end a run.
      }
    },
  };
}
