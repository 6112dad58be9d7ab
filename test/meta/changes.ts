import { type Lesson, loadLesson } from '../../src/lesson/load.ts';
import { type Mutant, mutantsOf } from '../../src/lesson/mutants.ts';
import { kindOf, type LessonFile, type Step } from '../../src/lesson/schema.ts';

interface Common {
  /** What it is, by step and place: what the list of survivors calls it. */
  readonly id: string;
  readonly step: string;
  /** lesson.yaml with the change in it. */
  readonly file: LessonFile;
}

/** One change to a lesson that somebody must notice. */
export type Change = Common &
  (
    | { readonly kind: 'check'; readonly check: number }
    | { readonly kind: 'run'; readonly mutant: Mutant }
    | { readonly kind: 'undo' }
    | { readonly kind: 'command'; readonly check: number }
  );

/** Every check deleted, and every command changed in each way that is known, one at a time. */
export async function changesOf(dir: string): Promise<{ lesson: Lesson; changes: Change[] }> {
  const lesson = await loadLesson(dir);
  const changes = lesson.file.steps.flatMap((step, index): Change[] => {
    const changed = (now: Step) => ({
      step: step.id,
      file: { ...lesson.file, steps: lesson.file.steps.with(index, now) },
    });
    const checks = step.checks ?? [];
    const deleted = checks.map((check, at): Change => {
      const { checks: _, ...rest } = step;
      const left = checks.toSpliced(at, 1);
      return {
        ...changed(left.length > 0 ? { ...rest, checks: left } : rest),
        kind: 'check',
        check: at,
        id: `${step.id}: check ${at + 1} (${kindOf(check)}) deleted`,
      };
    });
    const commands = checks.flatMap((check, at): Change[] => {
      if (!('command' in check)) return [];
      const now = { ...step, checks: checks.with(at, { ...check, command: 'true' }) };
      return [
        {
          ...changed(now),
          kind: 'command',
          check: at,
          id: `${step.id}: command of check ${at + 1} left out`,
        },
      ];
    });
    const runs = withoutFaults(mutantsOf(step)).map(
      (mutant): Change => ({
        ...changed({ ...step, run: mutant.command }),
        kind: 'run',
        mutant,
        id: `${step.id}: ${mutant.what}`,
      }),
    );
    const undo: Change[] =
      step.undo === undefined
        ? []
        : [{ ...changed({ ...step, undo: 'true' }), kind: 'undo', id: `${step.id}: undo left out` }];
    return [...deleted, ...commands, ...runs, ...undo];
  });
  return { lesson, changes };
}

/** What is done to the cluster afterwards is no change of a command: it serves to tell the checks apart. */
function withoutFaults(mutants: readonly Mutant[]): Mutant[] {
  return mutants.filter(({ what }) => !what.startsWith('followed by'));
}
