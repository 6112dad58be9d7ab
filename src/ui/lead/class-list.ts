import type { Language } from '../../base/languages.ts';
import { type Lesson, proseOf } from '../../lesson/load.ts';
import type { Messages } from '../i18n/messages.ts';
import { ends } from '../text.ts';
import { marks, theme } from '../theme.ts';
import type { ClassNow, LearnerNow, Standing } from './led-room.ts';

/** Who needs the instructor comes first. */
const order: readonly Standing[] = ['stuck', 'working', 'waiting', 'done', 'gone'];

const signs: Readonly<Record<Standing, string>> = {
  stuck: '!',
  working: marks.here,
  waiting: marks.pending,
  done: marks.done,
  gone: marks.skipped,
};

/** The learners in the order in which they need somebody: raised hands, then those who are stuck. */
export function inOrder({ learners, hands }: ClassNow): LearnerNow[] {
  const raised = hands.flatMap(({ learner }) => learners.find(({ id }) => id === learner) ?? []);
  const others = learners.filter((one) => !raised.includes(one));
  const place = ({ standing }: LearnerNow) => order.indexOf(standing);
  return [...raised, ...others.toSorted((a, b) => place(a) - place(b) || b.since - a.since)];
}

/** How many are done, working, stuck, gone, in one line. */
export function countsLine({ counts, hands, learners }: ClassNow, { lead }: Messages): string {
  const shown = (['done', 'waiting', 'working', 'stuck', 'gone'] as const).filter(
    (standing) => counts[standing] > 0,
  );
  return [
    lead.learners(learners.length),
    ...shown.map((standing) =>
      styleOf(standing)(`${signs[standing]} ${counts[standing]} ${lead.standing[standing]}`),
    ),
    ...(hands.length > 0 ? [theme.accent(theme.strong(lead.hands(hands.length)))] : []),
  ].join('  ');
}

/** One line a learner: name, how they stand and why, and their step. */
export function learnerLine(
  learner: LearnerNow,
  now: ClassNow,
  chosen: boolean,
  where: { lesson: Lesson; language: Language; say: Messages; width: number },
): string {
  const { lead } = where.say;
  const { name, standing, stuckFor, since, settled, total } = learner;
  const mark = chosen ? theme.accent(marks.here) : ' ';
  const isUp = now.hands.some((hand) => hand.learner === learner.id);
  const why = [
    ...(isUp ? [theme.accent(theme.strong(lead.handUp))] : []),
    ...stuckFor.map((one) => theme.wait(lead.stuckFor[one])),
  ].join(', ');
  const minutes = Math.floor(since / 60_000);
  const left = `${mark} ${styleOf(standing)(signs[standing])} ${chosen ? theme.title(name) : name}${why && `  ${why}`}`;
  const at = titleOf(learner, where);
  const right = [at, ...(minutes > 0 ? [lead.minutes(minutes)] : []), `${settled}/${total}`].join(' · ');
  return ends(left, theme.faint(right), where.width);
}

function titleOf({ step }: LearnerNow, { lesson, language }: { lesson: Lesson; language: Language }): string {
  if (step === undefined) return '';
  return proseOf(lesson, language).sections.get(step)?.title ?? step;
}

function styleOf(standing: Standing): (text: string) => string {
  if (standing === 'stuck') return theme.wait;
  if (standing === 'done') return theme.good;
  return standing === 'gone' ? theme.faint : (text) => text;
}
