import type { LearnerGlance, Standing } from '../room/select.ts';
import type { Class } from './class.ts';

/** Which learners are shown, and in what order. */
export interface Choice {
  readonly standing: Standing | 'all';
  readonly name: string;
  readonly order: 'came' | 'name' | 'behind';
}

export const everybody: Choice = { standing: 'all', name: '', order: 'came' };

export function chosen(
  { glance }: Class,
  { standing, name, order }: Choice,
  compare: (a: string, b: string) => number,
): readonly LearnerGlance[] {
  const wanted = plain(name);
  const found = glance.learners.filter(
    (learner) =>
      (standing === 'all' || learner.standing === standing) &&
      (wanted === '' || plain(learner.name).includes(wanted)),
  );
  if (order === 'name') return found.toSorted((a, b) => compare(a.name, b.name));
  if (order === 'behind') return found.toSorted((a, b) => a.settled - b.settled || b.since - a.since);
  return found;
}

/** A name as one types it in a hurry: without its accents. */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
