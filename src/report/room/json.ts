import type { ClassFigures } from '../../engine/figures.ts';
import { sayReason } from '../../engine/reasons/say.ts';
import { moment, share } from './csv.ts';
import type { SaidRoom } from './said.ts';

/** For programs: fields stay while `format` is 1. Times are milliseconds, moments ISO 8601, shares from 0 to 1. */
export function roomJson({ language }: SaidRoom, figures: ClassFigures): string {
  const { room, lesson, openedAt, lastAt, ended, steps, learners } = figures;
  const report = {
    format: 1,
    room,
    lesson,
    opened: moment(openedAt),
    last: moment(lastAt),
    ended,
    steps: steps.map(({ reasons, ...step }, index) => ({
      number: index + 1,
      ...step,
      troubledShare: share(step.troubled, step.reached),
      failedShare: share(step.failed, step.reached),
      reasons: reasons.map(({ reason, ...met }) => ({
        id: reason.id,
        text: sayReason(reason, language),
        ...met,
      })),
    })),
    learners: learners.map(({ passages, joinedAt, finishedAt, ...learner }) => ({
      ...learner,
      joined: moment(joinedAt),
      finished: moment(finishedAt),
      steps: passages.map(({ outcome, spent, failures, hints, hand }, index) => ({
        step: steps[index]?.id,
        ...{ outcome, spent, hints, hand },
        failures: failures.map((reason) => sayReason(reason, language)),
      })),
    })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
