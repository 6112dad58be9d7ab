import type { LearnerFigures } from '../../engine/figures.ts';
import type { Outcome } from '../../engine/passages.ts';
import { limits } from '../protocol/protocol.ts';
import type { RoomLesson } from '../protocol/room-events.ts';
import { oneLine } from '../protocol/text.ts';
import type { Learner } from '../room/state.ts';
import type { Walk } from './step.ts';

/** One learner, all steps. */
export function learnerFigures(
  { passages, hands }: Walk,
  steps: RoomLesson['steps'],
  learner: Learner | undefined,
): LearnerFigures {
  const path = passages.filter(({ outcome }) => outcome !== 'elsewhere');
  const count = (wanted: Outcome) => path.filter(({ outcome }) => outcome === wanted).length;
  const isSettled = path.length > 0 && path.every(({ settledAt }) => settledAt !== undefined);
  const unsettled = passages.findIndex(
    ({ outcome, settledAt }) => outcome !== 'elsewhere' && settledAt === undefined,
  );
  const done = count('done');
  return {
    name: oneLine(learner?.name ?? '', limits.name),
    joinedAt: learner?.joinedAt ?? 0,
    passages,
    total: path.length,
    done,
    carried: count('carried'),
    skipped: count('skipped'),
    at: steps[unsettled]?.id ?? null,
    failures: path.reduce((sum, { failures }) => sum + failures.length, 0),
    hints: path.reduce((sum, { hints }) => sum + hints, 0),
    hands,
    spent: path.reduce((sum, { outcome, spent }) => sum + (outcome === 'done' ? spent : 0), 0),
    finishedAt: isSettled && done > 0 ? Math.max(...path.map(({ settledAt = 0 }) => settledAt)) : null,
  };
}
