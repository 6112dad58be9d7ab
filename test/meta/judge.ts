import type { Lesson } from '../../src/lesson/load.ts';
import { noticedFault } from './by-faults.ts';
import { LintedCopy } from './by-lint.ts';
import type { Change } from './changes.ts';
import type { Seen } from './pass.ts';

/** A change, and who noticed it: nobody where that is undefined. */
export interface Verdict {
  readonly change: Change;
  readonly by: string | undefined;
  /** For a check that was deleted: it was red now and then, and never without these others. */
  readonly shadow?: string;
}

/** Who notices each change: lint, which reads the changed lesson, or validation and its mistakes, by what was seen. */
export async function judge(lesson: Lesson, changes: readonly Change[], seen: Seen): Promise<Verdict[]> {
  using copy = new LintedCopy(lesson);
  const verdicts: Verdict[] = [];
  for (const change of changes) {
    const rule = await copy.complaint(change.file);
    const by =
      rule !== undefined ? `lint: ${rule}` : (byRunning(change, seen) ?? noticedFault(lesson, change));
    const shadow = by === undefined && change.kind === 'check' ? shadowOf(change, seen) : undefined;
    verdicts.push({ change, by, ...(shadow !== undefined && { shadow }) });
  }
  return verdicts;
}

function byRunning(change: Change, { trials, undosNoticed, commandsNoticed }: Seen): string | undefined {
  switch (change.kind) {
    case 'run': {
      const trial = trials.find(
        ({ mutant }) => mutant.step === change.step && mutant.command === change.mutant.command,
      );
      return trial?.killed ? 'validate: the step fails' : undefined;
    }
    case 'undo':
      return undosNoticed.has(change.step) ? 'validate: not taken back' : undefined;
    case 'check': {
      // Without this check, a mistake that it alone notices would pass.
      const alone = trials.find(
        ({ mutant, killed, byCommand, red }) =>
          mutant.step === change.step && killed && !byCommand && red.every((at) => at === change.check),
      );
      return alone && `mutate: ${alone.mutant.what}`;
    }
    case 'command':
      return commandsNoticed.get(change.step)?.has(change.check) ? 'validate: never green' : undefined;
  }
}

/** What was red with a check whenever that was; undefined where it never was red. */
function shadowOf({ step, check }: Extract<Change, { kind: 'check' }>, { trials }: Seen): string | undefined {
  const withIt = trials.filter(({ mutant, red }) => mutant.step === step && red.includes(check));
  if (withIt.length === 0) return undefined;
  const others = new Set(withIt.flatMap(({ red }) => red.filter((at) => at !== check)));
  const checks = [...others].sort().map((at) => `check ${at + 1}`);
  return [...checks, ...(withIt.some(({ byCommand }) => byCommand) ? ['the command itself'] : [])].join(', ');
}
