import { UsageError } from '../../base/errors.ts';
import type { LessonFile } from '../../lesson/schema.ts';

/** The steps of a lesson that are to be proved. */
export interface StepRange {
  readonly ids: ReadonlySet<string>;
  /** The last of them; undefined where it is the lesson's. */
  readonly last: string | undefined;
}

/** What `--steps` says: `A..B`, `A..`, `..B` or one step. All of them without it. @throws UsageError */
export function stepRange({ id, steps }: LessonFile, wanted: string | undefined): StepRange {
  const ids = steps.map((step) => step.id);
  if (wanted === undefined) return { ids: new Set(ids), last: undefined };
  const [from = '', to = wanted.includes('..') ? '' : from] = wanted.split('..');
  const first = from === '' ? 0 : place(from);
  const last = to === '' ? ids.length - 1 : place(to);
  if (last < first)
    throw new UsageError(`In ${id}, step ${to} comes before ${from}.`, `Say --steps ${to}..${from}.`);
  return { ids: new Set(ids.slice(first, last + 1)), last: ids[last] };

  function place(step: string): number {
    const index = ids.indexOf(step);
    if (index >= 0) return index;
    throw new UsageError(`The lesson ${id} has no step "${step}".`, `Its steps: ${ids.join(', ')}.`);
  }
}
